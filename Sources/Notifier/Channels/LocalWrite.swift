internal import Core
internal import Glibc

/// A message that is written on this host instead of being sent: at the end of a file, or to standard output.
struct LocalWrite: Sendable {
    /// Where to.
    enum Target: Sendable, Hashable {
        /// The file of that path, opened anew for each message, so that it may be rotated at any time.
        case file(String)
        case standardOutput
    }

    let target: Target
    let bytes: [UInt8]

    /// Writes all of it, or says why not. Waits for the disk at most, never for a reader.
    func perform() -> Exchange {
        let began = ContinuousClock.now
        let error =
            switch target {
            case .file(let path): append(to: path)
            case .standardOutput: print()
            }
        let spent = Int((ContinuousClock.now - began) / .microseconds(1))
        return Exchange(
            result: error.map { .failure(TransportFailure(kind: .unwritable($0), detail: $0.detail)) }
                ?? .success(.written),
            timings: AttemptTimings(total: spent))
    }

    // MARK: A file

    private func append(to path: String) -> LocalWriteProblem? {
        // Without O_NONBLOCK, opening a FIFO would wait for its reader.
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        let descriptor = unsafe open(path, flags, 0o640)
        guard descriptor >= 0 else { return LocalWriteProblem(errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return LocalWriteProblem(errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .notRegular }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let problem = LocalWriteProblem(errno: errno)
                // Half a line would spoil the next one.
                if written > 0 { ftruncate(descriptor, status.st_size) }
                return problem
            }
            written += count
        }
        return fsync(descriptor) == 0 ? nil : LocalWriteProblem(errno: errno)
    }

    // MARK: Standard output

    private func print() -> LocalWriteProblem? {
        var status = stat()
        guard unsafe fstat(STDOUT_FILENO, &status) == 0 else { return LocalWriteProblem(errno: errno) }
        // systemd gives a socket to the journal as standard output (systemd.exec(5)).
        let isSocket = status.st_mode & S_IFMT == S_IFSOCK
        var written = 0
        while written < bytes.count {
            guard LocalWrite.isWritable(waiting: written == 0 ? 0 : 100) else { return .notRead }
            // So much a pipe with room takes at once (pipe(7)).
            let chunk = bytes[written...].prefix(Int(PIPE_BUF))
            let count = unsafe chunk.withUnsafeBytes { chunk in
                isSocket
                    ? unsafe send(STDOUT_FILENO, chunk.baseAddress, chunk.count, LocalWrite.sendFlags)
                    : unsafe write(STDOUT_FILENO, chunk.baseAddress, chunk.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return LocalWriteProblem(errno: errno) }
            written += count
        }
        return nil
    }

    private static let sendFlags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)

    private static func isWritable(waiting milliseconds: CInt) -> Bool {
        var entry = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&entry, 1, milliseconds) == 1
    }
}

/// Why a message could not be written on this host.
enum LocalWriteProblem: Sendable, Hashable {
    /// The disk or the quota is full.
    case full
    /// The daemon's user may not write there.
    case denied
    /// The directory does not exist.
    case missing
    /// The path is a directory, a device or a pipe.
    case notRegular
    /// Nobody reads standard output.
    case notRead
    /// Another system error.
    case other(CInt)

    init(errno number: CInt) {
        self =
            switch number {
            case ENOSPC, EDQUOT, EFBIG: .full
            case EACCES, EPERM, EROFS: .denied
            case ENOENT, ENOTDIR: .missing
            case EISDIR, ENXIO: .notRegular
            case EAGAIN, EPIPE: .notRead
            default: .other(number)
            }
    }

    var detail: String {
        switch self {
        case .other(let number): unsafe strerror(number).map { unsafe String(cString: $0) } ?? "errno \(number)"
        default: "\(self)"
        }
    }

    /// Whether only another configuration could help.
    var isPermanent: Bool { self == .notRegular }

    /// What is wrong and what to do about it.
    var problem: Problem {
        switch self {
        case .full:
            Problem(
                reason: Message(zh: "磁盘空间或配额已满", en: "the disk or the quota is full"),
                remedy: Message(zh: "请清理磁盘；将自动重试", en: "free some space; tried again automatically"))
        case .denied:
            Problem(
                reason: Message(zh: "没有写入权限", en: "no permission to write there"),
                remedy: Message(
                    zh: "请给服务用户写入权限，并核对 systemd 单元的 ReadWritePaths；将自动重试",
                    en: "give the daemon's user the right, and the unit a ReadWritePaths; tried again automatically"))
        case .missing:
            Problem(
                reason: Message(zh: "目录不存在", en: "the directory does not exist"),
                remedy: Message(zh: "请建立目录；将自动重试", en: "create it; tried again automatically"))
        case .notRegular:
            Problem(
                reason: Message(zh: "path 不是普通文件", en: "the path is no regular file"),
                remedy: Message(zh: "请把 path 改为普通文件", en: "set path to a regular file"))
        case .notRead:
            Problem(
                reason: Message(zh: "标准输出无人读取", en: "nobody reads the standard output"),
                remedy: Message(
                    zh: "请检查接收输出的程序；将自动重试", en: "check the program that reads it; tried again automatically"))
        case .other:
            Problem(
                reason: Message(zh: "写入失败：\(detail)", en: "writing failed: \(detail)"),
                remedy: Message(zh: "将自动重试", en: "tried again automatically"))
        }
    }
}
