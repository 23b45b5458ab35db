//! Which system the commands are for.

use std::sync::Arc;

use isotope::backend::Backend;
use isotope::backend::detect::NoBackend;
use isotope::backend::fake::FakeBackend;
use isotope::catalogue::Catalogue;
use isotope::looks::Looks;
use isotope::notebook::Notebook;

use crate::cli::Options;
use crate::failure::Failure;

/// A system with the notebook that belongs to it.
pub(crate) struct System {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) notebook: Notebook,
    pub(crate) looks: Looks,
    pub(crate) catalogue: Catalogue,
    /// Where the notebook of an invented system lies; gone with it.
    _folder: Option<tempfile::TempDir>,
}

/// The system that the options ask for.
pub(crate) async fn open(options: Options) -> Result<System, Failure> {
    let catalogue = Catalogue::of_this_computer();
    let Some(scene) = options.demo else {
        return Ok(System {
            backend: connect().await?,
            notebook: Notebook::of_this_person(),
            looks: Looks::of_this_person(),
            catalogue,
            _folder: None,
        });
    };
    let folder = tempfile::tempdir()?;
    Ok(System {
        backend: Arc::new(FakeBackend::new(scene)),
        notebook: Notebook::at(folder.path().join("notebook.json")),
        looks: Looks::at(folder.path()),
        catalogue,
        _folder: Some(folder),
    })
}

/// This computer's own.
pub(crate) async fn connect() -> Result<Arc<dyn Backend>, Failure> {
    let found = isotope::backend::detect::connect().await;
    found.map_err(|none| match none {
        NoBackend::Broken(error) => error.into(),
        NoBackend::NoBus { detail } => Failure::NoService(detail),
        NoBackend::NoService => Failure::NoService(none.to_string()),
    })
}
