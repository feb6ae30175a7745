import Core
import Documents
import Glibc

/// Reads one file whole and has it examined. Whatever stands under a name gives a result or a reason to wait; nothing
/// blocks, and no file is trusted that changed between its first and its last byte.
struct FileReader: Sendable {
    /// Judges a file's bytes, given its name and what stands beside it.
    typealias Examine = @Sendable (consuming [UInt8], [UInt8], SidecarFile?) -> Examination
    /// Whether a file's bytes are read by a child, which takes longer than all other reading.
    typealias NeedsChild = @Sendable (borrowing [UInt8]) -> Bool
    /// Judges a page together with those of its attachments which complete it; nil where none does.
    typealias Join = @Sendable (FilePart, [FilePart], SidecarFile?) -> JoinedExamination?
    /// What the sidecar at a path said when it could last be read.
    typealias LastSidecar = @Sendable (BytePath) throws -> String?
    /// The files that one was stored with as an attachment, their page first.
    typealias Companions = @Sendable (BytePath) throws -> [BytePath]
    /// The result for a file whose bytes are not read.
    typealias Refuse = @Sendable (DocumentFailure) -> Examination

    /// What reading gave.
    enum Reading: Sendable {
        /// A result to be stored.
        case examined(ReadFile)
        /// No result yet, or none ever.
        case put(IntakeOutcome)
    }

    /// A file that was read, with its result.
    struct ReadFile: Sendable {
        var intake: Intake
        /// The other reports in an archive of several, which are to be stored with it.
        var members: [Intake] = []
        /// The file as it was read; nil when it could not be opened.
        var status: FileStatus?
        var isRacy = false
        var sidecar: SidecarSighting?
        /// The files that were read together with it.
        var others: [SeenFile] = []
        /// What it is by itself, where it is an attachment and the intake is that of its page, or an archive of several reports
        /// and the intake is the last one's.
        var byItself: Examination?
    }

    /// A modification so close to the reading may be followed by another with the same time, milliseconds.
    private static let clockTick: Int64 = 20

    let examine: Examine
    private let refuse: Refuse
    let needsChild: NeedsChild
    let join: Join
    let companionsOfAttachment: Companions
    /// Pages and documents met of late that may be one report.
    let open: Monitor<OpenReports>
    private let metrics: IntakeMetrics
    private let lastSidecar: LastSidecar
    let byteLimit: Int64
    let followsSymbolicLinks: Bool
    private let settleMilliseconds: Int64
    private let notReadyMilliseconds: Int64
    private let now: @Sendable () -> UnixTime

    /// Reads what the settings allow; `examine` judges a file's bytes, given its name, and `refuse` a file without them. What
    /// `needsChild` is set aside by those who read no such files; a sidecar that cannot be read says what `lastSidecar` has of it.
    init(
        settings: WatchSettings, examine: @escaping Examine, refuse: @escaping Refuse,
        needsChild: @escaping NeedsChild = { _ in false }, join: @escaping Join = { _, _, _ in nil },
        lastSidecar: @escaping LastSidecar = { _ in nil },
        companions: @escaping Companions = { _ in [] },
        metrics: IntakeMetrics = IntakeMetrics(workerCount: 0),
        now: @escaping @Sendable () -> UnixTime
    ) {
        self.examine = examine
        self.refuse = refuse
        self.needsChild = needsChild
        self.join = join
        companionsOfAttachment = companions
        open = Monitor(OpenReports(settle: settings.settleMilliseconds))
        self.metrics = metrics
        self.lastSidecar = lastSidecar
        self.now = now
        byteLimit = settings.fileByteLimit
        followsSymbolicLinks = settings.followsSymbolicLinks
        settleMilliseconds = settings.settleMilliseconds
        notReadyMilliseconds = settings.notReadySeconds * 1000
    }

    /// Reads and examines the file of an order, or sets it aside when it needs a child and none may be started.
    func read(_ order: ReadOrder, mayStartChild: Bool = true) -> Reading {
        do {
            let before = try FileStatus(of: order.path, following: followsSymbolicLinks)
            let start = now()
            switch before.kind {
            case .directory, .symbolicLink: return .put(.vanished)
            case .fifo, .socket, .device: return unread(order, start, .notRegular(before.kind.message))
            case .regular: break
            }
            guard before.size <= byteLimit else {
                let failure = DocumentFailure.tooLarge(size: before.size, limit: byteLimit)
                let beside = try sidecar(of: order, start)
                let intake = intake(order, before, refuse(failure), start, beside)
                return .examined(ReadFile(intake: intake, status: before, sidecar: beside?.sighting))
            }
            if before.size == 0, !isBelieved(order, before, start, quiet: notReadyMilliseconds) {
                return .put(.empty(before))
            }
            let opening = Monotonic.now().nanoseconds
            guard let bytes = try contents(order.path, before) else { return .put(.changed) }
            metrics.read.record(nanoseconds: Monotonic.now().nanoseconds - opening)
            if !mayStartChild, needsChild(bytes) { return .put(.setAside) }
            let beside = try sidecar(of: order, start)
            // One that is no JSON and young is taken for half written.
            if let beside, !beside.isWhole,
                !isBelieved(order, beside.sighting.status, start, quiet: settleMilliseconds)
            {
                return .put(.changed)
            }
            let judging = Monotonic.now().nanoseconds
            let examination = examine(bytes, order.path.name, beside?.file)
            metrics.judge.record(nanoseconds: Monotonic.now().nanoseconds - judging)
            let read = ReadFile(
                intake: intake(order, before, examination, start, beside), status: before,
                isRacy: isRacy(before, start), sidecar: beside?.sighting)
            if !examination.members.isEmpty { return .examined(read.parted()) }
            return try joined(read, order, mayStartChild: mayStartChild)
        } catch  where error.isAbsence || error.isLink {
            return .put(.vanished)
        } catch  where error.isDenial {
            return order.reportsDenial ? unread(order, now(), .denied) : .put(.denied(error))
        } catch {
            return .put(.failed(error))
        }
    }

    /// The file's bytes; nil when it was not the same file, unchanged, from the first to the last of them.
    func contents(_ path: BytePath, _ before: FileStatus) throws(SyscallError) -> [UInt8]? {
        let file = try OwnedDescriptor.open(path, flags: followsSymbolicLinks ? 0 : O_NOFOLLOW)
        let size = Int(before.size)
        var failure: SyscallError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let rest = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                do throws(SyscallError) {
                    let read = unsafe try file.read(into: rest, path)
                    guard read > 0 else { return }
                    count += read
                } catch {
                    failure = error
                    return
                }
            }
        }
        if let failure { throw failure }
        let after = try FileStatus(of: file, path)
        return after == before && bytes.count == size ? bytes : nil
    }

    func isRacy(_ status: FileStatus, _ now: UnixTime) -> Bool {
        abs(now.milliseconds - status.modifiedNanoseconds / 1_000_000) < Self.clockTick
    }

    /// Whether a result stands although more may be to come: the file has not changed for so long, by the clock that
    /// stamped it or because it has been met in this state before.
    private func isBelieved(_ order: ReadOrder, _ status: FileStatus, _ now: UnixTime, quiet: Int64) -> Bool {
        order.isFinal || order.standing == status || status.age(at: now) >= quiet
    }

    /// A result without reading; its size says that nothing of the content is known.
    private func unread(_ order: ReadOrder, _ now: UnixTime, _ failure: DocumentFailure) -> Reading {
        let stamp = FileStamp(path: order.path, size: Inventory.unreadSize, modifiedNanoseconds: 0)
        return .examined(ReadFile(intake: Intake(file: stamp, examination: refuse(failure), receivedAt: now)))
    }

    /// A result with the moment from which the file has stood unchanged for the settle time: CONFIG.md holds a bad one back
    /// until then. Whether it is one, the archive says, which knows the neighbour years.
    func intake(
        _ order: ReadOrder, _ status: FileStatus, _ examination: Examination, _ now: UnixTime, _ beside: Beside?
    ) -> Intake {
        let file = FileStamp(path: order.path, size: status.size, modifiedNanoseconds: status.modifiedNanoseconds)
        var intake = Intake(file: file, examination: examination, receivedAt: now, sidecar: beside?.intake)
        if !isBelieved(order, status, now, quiet: settleMilliseconds) {
            intake.releaseAt = now.advanced(milliseconds: settleMilliseconds - max(0, status.age(at: now)))
        }
        return intake
    }
}

// MARK: Sidecars

extension FileReader {
    struct Beside {
        let file: SidecarFile
        /// Whether it is JSON and did not change while it was read.
        let isWhole: Bool
        let intake: SidecarIntake
        let sighting: SidecarSighting
    }

    /// What stands beside a report; nil when nothing does. As long as something stands there that cannot be read, it says what
    /// it said when it last could be.
    func sidecar(of order: ReadOrder, _ now: UnixTime) throws(SyscallError) -> Beside? {
        let path = SidecarName.sidecar(of: order.path)
        guard let status = FileStatus(ofSidecar: path, following: followsSymbolicLinks) else { return nil }
        let found: Found
        do {
            found = try sidecar(path, status)
        } catch  where error.isAbsence || error.isLink {
            return nil
        }
        let stamp = FileStamp(path: path, size: status.size, modifiedNanoseconds: status.modifiedNanoseconds)
        let file = try found.file.isReadable ? found.file : held(found.file, path)
        return Beside(
            file: file, isWhole: found.isWhole,
            intake: SidecarIntake(file: stamp, content: file.content, text: file.text),
            sighting: SidecarSighting(status: status, isRacy: found.isUnread || isRacy(status, now)))
    }

    private struct Found {
        let file: SidecarFile
        var isWhole = true
        /// Whether it is to be tried again although it has not changed.
        var isUnread = false
    }

    private func sidecar(_ path: BytePath, _ status: FileStatus) throws(SyscallError) -> Found {
        guard status.kind == .regular else { return Found(file: SidecarFile(unread: status.kind.unread)) }
        guard status.size <= SidecarFile.byteLimit else { return Found(file: SidecarFile(tooLarge: status.size)) }
        do {
            guard let bytes = try contents(path, status) else {
                let reason = Message(zh: "读取时正在改变", en: "it changed while it was read")
                return Found(file: SidecarFile(unread: reason), isWhole: false, isUnread: true)
            }
            let file = SidecarFile(bytes)
            return Found(file: file, isWhole: file.sidecar.isJSON)
        } catch  where !error.isAbsence && !error.isLink {
            let reason = Message(zh: "无法读取（\(error)）", en: "it cannot be read (\(error))")
            return Found(file: SidecarFile(unread: reason), isUnread: true)
        }
    }

    private func held(_ file: SidecarFile, _ path: BytePath) throws(SyscallError) -> SidecarFile {
        do {
            return try lastSidecar(path).map(file.holding) ?? file
        } catch {
            throw SyscallError(call: "read from the archive", code: EIO, path: path)
        }
    }
}

extension FileStatus.Kind {
    /// What stands there instead of a file.
    fileprivate var unread: Message {
        let (chinese, english) =
            switch self {
            case .regular: ("普通文件", "a regular file")
            case .directory: ("目录", "a directory")
            case .symbolicLink: ("符号链接", "a symbolic link")
            case .fifo: ("命名管道（FIFO）", "a FIFO")
            case .socket: ("套接字", "a socket")
            case .device: ("设备文件", "a device")
            }
        return Message(
            zh: "这是\(chinese)，不是普通文件，未读取", en: "this is \(english) and no regular file, and was not read")
    }

    /// What stands there instead of a report, and what to do.
    fileprivate var message: Message {
        Message(
            zh: "\(unread.chinese)；请删除并放入报告文件", en: "\(unread.english); remove it and drop the report itself")
    }
}
