//! What sorts of things must not be public.

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A name in the roster.
    Person,
    /// A handle of the roster.
    Handle,
    /// A mail address of the roster.
    Email,
    /// An account on the forge.
    Account,
    /// A team.
    Team,
    /// An id or a name in the service catalogue that is not public.
    Component,
    /// The id of an incident, or the name of a file of it.
    Id,
    /// The title of an incident, or what its folder's name says of it.
    Title,
    /// Any other text of the record.
    Text,
    /// The name of an attachment.
    Attachment,
    /// A setting.
    Setting,
    /// A commit of the repository.
    Commit,
    /// The name or the address of somebody who made a commit.
    Author,
    /// The name of a branch.
    Branch,
    /// A file that cannot be searched.
    Unreadable,
}

impl Kind {
    /// In words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Person => "a colleague's name",
            Self::Handle => "a colleague's handle",
            Self::Email => "a colleague's mail address",
            Self::Account => "a colleague's account on the forge",
            Self::Team => "the name of a team",
            Self::Component => "a component's internal id or name",
            Self::Id => "the id of an incident or of a part of it",
            Self::Title => "the internal title of an incident",
            Self::Text => "a text that is not public",
            Self::Attachment => "the name of an attachment",
            Self::Setting => "a setting of the internal site",
            Self::Commit => "a commit of this repository",
            Self::Author => "somebody who made a commit",
            Self::Branch => "the name of a branch",
            Self::Unreadable => "a compressed file, which nobody can search",
        }
    }

    /// The way out.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Person | Self::Handle | Self::Email | Self::Account | Self::Author => {
                "write \"we\" in texts for the public; whoever is meant to be named there goes into `site.public.may_name`"
            }
            Self::Commit | Self::Id | Self::Branch => "take it out of the text for the public",
            Self::Unreadable => "publish it uncompressed, or not at all",
            _ => {
                "if a template of yours prints it, correct the template; if it may be known, write it into a text for the public"
            }
        }
    }
}
