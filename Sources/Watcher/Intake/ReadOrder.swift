import Core

/// One file to be read.
struct ReadOrder: Sendable, Hashable {
    /// Where it is.
    let path: BytePath
    /// Whether channels get its event.
    var announcement = Announcement.announced
    /// The state in which it was seen empty earlier; a file that still has it has stood unchanged since.
    var standing: FileStatus?
    /// Whether a lack of permission has lasted so long that it is the result.
    var reportsDenial = false
    /// Whether every result is believed at once, however young the file.
    var isFinal = false
    /// Whether a walk has found it, so that its place among the others found is kept.
    var isFound = false
}

/// What became of a file that was to be read.
enum IntakeOutcome: Sendable, Hashable {
    /// Its result is stored. Without a status it could not be opened.
    case stored(FileStatus?, isRacy: Bool)
    /// It needs a child to be read and waits for the lane of those: it is on its way, and takes up no room meanwhile.
    case setAside
    /// No bytes yet.
    case empty(FileStatus)
    /// It changed while it was read.
    case changed
    /// It is gone, or is no file any more.
    case vanished
    /// No permission.
    case denied(SyscallError)
    /// The kernel could not read it.
    case failed(SyscallError)
    /// The archive takes other results, but not this one at present.
    case postponed
    /// The archive will never take this result: the file is left alone until it changes.
    case refused(FileStatus?, isRacy: Bool)
}

/// A file with what became of it.
struct FinishedFile: Sendable, Hashable {
    /// Where it is.
    let path: BytePath
    /// What became of it.
    let outcome: IntakeOutcome
    /// The sidecar that it was examined with.
    var sidecar: SidecarSighting?
    /// The others that were stored with it: its attachment, or the page that it is the attachment of.
    var others: [SeenFile] = []
}

/// A file that was read together with another.
struct SeenFile: Sendable, Hashable {
    /// Where it is.
    let path: BytePath
    /// Its file when it was read.
    let status: FileStatus
    /// Whether it was modified so shortly before that a second change may bear the same time.
    let isRacy: Bool
    /// The sidecar beside it.
    let sidecar: SidecarSighting?
}

/// A sidecar as it was read.
struct SidecarSighting: Sendable, Hashable {
    /// Its file when it was read.
    let status: FileStatus
    /// Whether it was modified so shortly before that a second change may bear the same time.
    let isRacy: Bool
}
