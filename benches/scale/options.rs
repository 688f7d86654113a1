//! The command line.

use corpus_gen::Form;

pub const USAGE: &str = "unknown option; --smoke, --only records|gate|respond, --sizes N,…, --forms folded,folders, \
                         --gate INCIDENTSxCOMMITS,…, --runs N, --seed N, --threads N";

/// One of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Benchmark {
    /// The records of a working tree: read, checked, built.
    Records,
    /// A change in a long history, judged.
    Gate,
    /// The commands of a response.
    Respond,
}

/// The size of a history.
#[derive(Clone, Copy, Debug)]
pub struct History {
    pub incidents: u32,
    /// Commits on top of the one with the incidents.
    pub commits: u32,
}

/// What to measure.
pub struct Options {
    /// Without one, all of them.
    pub only: Option<Benchmark>,
    pub sizes: Vec<u32>,
    pub forms: Vec<Form>,
    pub histories: Vec<History>,
    /// Without a number, each benchmark has its own.
    pub runs: Option<u32>,
    pub seed: u64,
    pub threads: usize,
}

impl Options {
    /// Without `--bench`, which `cargo bench` adds, this is `cargo test` trying the benchmarks out: a smoke run as well.
    pub fn parse(arguments: &[String]) -> Option<Self> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut options = Self {
            only: None,
            sizes: vec![1_000, 10_000],
            forms: Form::ALL.to_vec(),
            histories: vec![History { incidents: 10_000, commits: 50_000 }],
            runs: None,
            seed: 1,
            threads,
        };
        if !arguments.iter().any(|argument| argument == "--bench") {
            options.smoke();
        }
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--bench" => {}
                "--smoke" => options.smoke(),
                "--only" => options.only = Some(Benchmark::from_name(rest.next()?)?),
                "--sizes" => options.sizes = list(rest.next()?, |word| word.parse().ok())?,
                "--forms" => options.forms = list(rest.next()?, Form::from_name)?,
                "--gate" => options.histories = list(rest.next()?, History::parse)?,
                "--runs" => options.runs = Some(rest.next()?.parse().ok()?),
                "--seed" => options.seed = rest.next()?.parse().ok()?,
                "--threads" => options.threads = rest.next()?.parse().ok()?,
                _ => return None,
            }
        }
        Some(options)
    }

    /// Whether a benchmark is wanted.
    pub fn wants(&self, benchmark: Benchmark) -> bool {
        self.only.is_none_or(|only| only == benchmark)
    }

    /// Does it run at all?
    fn smoke(&mut self) {
        self.sizes = vec![50];
        self.histories = vec![History { incidents: 200, commits: 500 }];
        self.runs = Some(1);
    }
}

impl Benchmark {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "records" => Some(Self::Records),
            "gate" => Some(Self::Gate),
            "respond" => Some(Self::Respond),
            _ => None,
        }
    }
}

impl History {
    /// `10000x50000`
    fn parse(word: &str) -> Option<Self> {
        let (incidents, commits) = word.split_once('x')?;
        Some(Self { incidents: incidents.parse().ok()?, commits: commits.parse().ok()? })
    }
}

fn list<T>(words: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    words.split(',').map(one).collect()
}
