//! The command line.

use corpus_gen::Form;

pub const USAGE: &str = "unknown option; --smoke, --sizes N,…, --forms folded,folders, --runs N, --seed N, --threads N";

/// What to measure.
pub struct Options {
    pub sizes: Vec<u32>,
    pub forms: Vec<Form>,
    pub runs: u32,
    pub seed: u64,
    pub threads: usize,
}

impl Options {
    /// Without `--bench`, which `cargo bench` adds, this is `cargo test` trying the benchmarks out: a smoke run as well.
    pub fn parse(arguments: &[String]) -> Option<Self> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut options = Self { sizes: vec![1_000, 10_000], forms: Form::ALL.to_vec(), runs: 3, seed: 1, threads };
        if !arguments.iter().any(|argument| argument == "--bench") {
            options.smoke();
        }
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--bench" => {}
                "--smoke" => options.smoke(),
                "--sizes" => options.sizes = list(rest.next()?, |word| word.parse().ok())?,
                "--forms" => options.forms = list(rest.next()?, Form::from_name)?,
                "--runs" => options.runs = rest.next()?.parse().ok()?,
                "--seed" => options.seed = rest.next()?.parse().ok()?,
                "--threads" => options.threads = rest.next()?.parse().ok()?,
                _ => return None,
            }
        }
        Some(options)
    }

    /// Does it run at all?
    fn smoke(&mut self) {
        self.sizes = vec![50];
        self.runs = 1;
    }
}

fn list<T>(words: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    words.split(',').map(one).collect()
}
