//! Whoever wants to know how far a build is. The build itself knows no clock: times are taken by who listens.

use std::fmt;
use std::sync::Arc;

/// Hears how far a build is, from several threads.
pub trait Listener: Send + Sync {
    /// A part of the work begins, of so many steps; 0 when nobody counts them.
    fn begin(&self, part: &'static str, steps: usize);
    /// One step of it is done.
    fn step(&self);
}

/// Somebody who listens, or nobody.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Listener>>);

impl Progress {
    /// With somebody who listens.
    #[must_use]
    pub fn to(listener: Arc<dyn Listener>) -> Self {
        Self(Some(listener))
    }

    /// A part of the work begins.
    pub fn begin(&self, part: &'static str, steps: usize) {
        if let Some(listener) = &self.0 {
            listener.begin(part, steps);
        }
    }

    /// One step of it is done.
    pub fn step(&self) {
        if let Some(listener) = &self.0 {
            listener.step();
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Progress").field(&self.0.is_some()).finish()
    }
}
