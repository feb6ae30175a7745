import Glibc

/// The lock on `<state>/lock` that makes a process the one writing process (flock(2)); the kernel drops it with the
/// process, however that ends. The file names the holder's process id, for people.
final class StateLock: Sendable {
    private let descriptor: CInt

    /// Takes the lock at once or says who holds it.
    init(path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw code == EWOULDBLOCK ? Self.held(path, by: holder) : Self.failure(path, code)
        }
        let holder = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, unsafe write(descriptor, holder, holder.count) == holder.count else {
            let code = errno
            close(descriptor)
            throw Self.failure(path, code)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func holder(_ descriptor: CInt) -> String? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }

    private static func held(_ path: String, by holder: String?) -> StoreError {
        StoreError(
            operation: "lock", object: path, cause: "process \(holder ?? "of unknown id") is writing to this state",
            hint: "use the running daemon, or stop it first", fate: .stop)
    }

    private static func failure(_ path: String, _ code: CInt) -> StoreError {
        StoreError(
            operation: "lock", object: path, cause: unsafe String(cString: strerror(code)),
            hint: "check that the state directory exists and that the gongkai user may write to it", fate: .stop)
    }
}

/// Makes what must exist before SQLite opens anything, with the modes that SQLite would not choose.
enum StateDirectory {
    /// Creates the directory (0750) if it is missing and the database file (0640) in it, so that the group may read and
    /// nobody else; SQLite gives its side files the mode of the database file.
    static func prepare(_ directory: String, database: String) throws(StoreError) {
        guard unsafe mkdir(directory, 0o750) == 0 || errno == EEXIST else { throw failure(directory, errno) }
        let descriptor = unsafe open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw failure(database, errno) }
        close(descriptor)
    }

    private static func failure(_ path: String, _ code: CInt) -> StoreError {
        StoreError(
            operation: "create", object: path, cause: unsafe String(cString: strerror(code)),
            hint: "create the state directory and give it to the gongkai user", fate: .stop)
    }
}
