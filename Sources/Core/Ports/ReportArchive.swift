/// One file with what examining it gave: the unit that is recorded.
public struct Intake: Sendable {
    /// The file.
    public var file: FileStamp
    /// What examining it gave.
    public var examination: Examination
    /// When it was read.
    public var receivedAt: UnixTime
    /// When the file has stood long enough to be believed: channels get a bad result, and what it makes of other reports, no
    /// sooner, unless the file shows other content before; nil when it has already.
    public var releaseAt: UnixTime?
    /// The sidecar it was examined with; nil when there was none.
    public var sidecar: SidecarIntake?
    /// The attachments that were read together with the file; the examination's content is that of all of them together.
    public var attachments: [AttachmentIntake] = []
    /// The archive that it is the last report of, which is known from now on.
    public var archive: AttachmentIntake?

    /// A file with its result.
    public init(
        file: FileStamp, examination: Examination, receivedAt: UnixTime, releaseAt: UnixTime? = nil,
        sidecar: SidecarIntake? = nil
    ) {
        self.file = file
        self.examination = examination
        self.receivedAt = receivedAt
        self.releaseAt = releaseAt
        self.sidecar = sidecar
    }
}

/// An attachment as it stood when its page was examined with it, or the archive that reports were in.
public struct AttachmentIntake: Sendable, Hashable {
    /// The attachment's own file.
    public var file: FileStamp
    /// The identity of its own bytes.
    public var content: ContentID
    /// The sidecar beside it, which says nothing that counts here, but is known from now on.
    public var sidecar: SidecarIntake?

    /// Such a file.
    public init(file: FileStamp, content: ContentID, sidecar: SidecarIntake? = nil) {
        self.file = file
        self.content = content
        self.sidecar = sidecar
    }
}

/// A sidecar as it stood when its report was examined.
public struct SidecarIntake: Sendable, Hashable {
    /// The sidecar's own file.
    public var file: FileStamp
    /// The identity of its bytes; nil when they were too many to be read.
    public var content: ContentID?
    /// Its JSON with every key, of one that cannot be read as it was when it last could; nil when there never was any.
    public var text: String?

    /// A sidecar.
    public init(file: FileStamp, content: ContentID?, text: String?) {
        self.file = file
        self.content = content
        self.text = text
    }
}

/// What recording one intake came to.
public struct Receipt: Sendable, Hashable {
    /// What was done.
    public enum Outcome: Sendable, Hashable {
        /// A new revision, of a new or a known report.
        case recorded(revision: Int64, report: Int64, number: Int)
        /// The same content was stored already; only where the file was seen was added.
        case duplicate(revision: Int64)
        /// The same content was stored already, but it is read otherwise, or with another sidecar: it was judged anew.
        case rejudged(revision: Int64, report: Int64)
    }

    /// What was done.
    public var outcome: Outcome
    /// The verdict as it is stored, neighbours and acknowledgements taken into account.
    public var verdict: Verdict
    /// The organ as it is stored, when known.
    public var agency: String?
    /// The report year as it is stored, when known.
    public var year: Int?
    /// The rules that the verdict comes of: those of which findings stand, without acknowledged ones, in the order of their ids.
    public var rules: [RuleID]

    /// A receipt.
    public init(
        _ outcome: Outcome, verdict: Verdict, agency: String? = nil, year: Int? = nil, rules: [RuleID] = []
    ) {
        self.outcome = outcome
        self.verdict = verdict
        self.agency = agency
        self.year = year
        self.rules = rules
    }
}

/// Whether an event is for the channels.
public enum Announcement: Sendable, Hashable {
    /// Channels get it.
    case announced
    /// History only: channels pass over it (`ingest` without `--notify`).
    case silent
    /// It lay there at the very first start: channels pass over it, and the digest of the first backlog counts it.
    case backlog
}

/// An archive's error that says whom it concerns.
public protocol ArchiveFailure: Error {
    /// Whether it is what was offered that cannot be stored, now or later, while the archive itself works.
    var isRefusal: Bool { get }
    /// What to do about it.
    var hint: String { get }
}

/// Where results are kept. Calls block and may be made from any thread, but not from Swift's cooperative pool.
public protocol ReportArchive: Sendable {
    /// Calls `body` for every file ever seen, in no order; sidecars are among them, with the stamp they had when their
    /// report was examined with them.
    func forEachFile(_ body: (FileStamp) -> Void) throws

    /// The JSON of the sidecar at a path as it could last be read; nil when it never could, or is not known to stand there.
    func readableSidecar(at path: BytePath) throws -> String?

    /// The files that the one at a path was stored with as an attachment, their page first; none when it was not.
    func companions(ofAttachment path: BytePath) throws -> [BytePath]

    /// Records intakes in one durable transaction: revision, cells, narrative facts, findings and one event each, or
    /// nothing at all. Returns one receipt an intake, in the same order. Throws an ``ArchiveFailure`` where the archive
    /// can tell whether the intakes are to blame.
    func record(_ intakes: [Intake], announcement: Announcement) throws -> [Receipt]

    /// Whether the files that lay there at the very first start are still being taken in: until then they are recorded
    /// ``Announcement/backlog``, also after a crash in the middle.
    func initialBacklogIsOpen() throws -> Bool

    /// Ends the initial backlog and logs one announced digest of all that it held, in one transaction; an empty one
    /// leaves no event. Does nothing when the backlog is closed already.
    func closeInitialBacklog(now: UnixTime) throws
}
