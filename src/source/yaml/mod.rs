//! YAML with positions: text to a tree of spanned nodes, tree to typed values, routes to places, values back to text.
//!
//! One reading gives everything: the tree knows the bytes of each key and value, and serde's derived code fills the types from it.
//! When a value does not fit its type the reader notes the problem, leaves that value out and goes on, so that one run reports
//! them all. Why not serde_yaml for reading: `docs/decisions/0001-yaml.md`.

mod de;
mod edit;
mod emit;
mod fast;
mod foreign;
mod keys;
mod node;
mod parse;
mod read;
mod reason;
mod route;

pub use edit::{
    Data, Edit, EditError, Fault, Items, edit, edit_front_matter, items, key_in_line, set_scalar, standalone,
    text_in_line,
};
pub use emit::{Emit, to_yaml};
pub use foreign::foreign;
pub use node::{Entry, Key, Node, Scalar, Value};
pub use parse::parse;
pub use read::{read, read_items, read_map};
pub use reason::reason;
pub use route::{Part, Route, Segment};
