internal import Glibc

/// Where exported bytes go: a descriptor, or a file that appears under its name only when it is complete.
public final class ByteSink {
    private let descriptor: CInt
    private let name: String
    private let file: PendingFile?
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 18

    /// Bytes for standard output.
    public static func standardOutput() -> ByteSink {
        ByteSink(descriptor: STDOUT_FILENO, name: "standard output", file: nil)
    }

    /// Bytes for a file; what stands at the path is replaced when all is written, and stays as it is if that fails.
    ///
    /// - Throws: ``ExportError`` when the folder takes no file.
    public static func file(at path: String) throws(ExportError) -> ByteSink {
        let file = try PendingFile(path: path)
        return ByteSink(descriptor: file.descriptor, name: path, file: file)
    }

    private init(descriptor: CInt, name: String, file: PendingFile?) {
        self.descriptor = descriptor
        self.name = name
        self.file = file
        buffer.reserveCapacity(ByteSink.bufferSize)
    }

    /// Adds bytes.
    ///
    /// - Throws: ``ExportError`` when they cannot be written.
    func write(_ bytes: some Sequence<UInt8>) throws(ExportError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= ByteSink.bufferSize { try flush() }
    }

    /// Writes what is there and gives the file its name.
    ///
    /// - Throws: ``ExportError`` when that fails.
    func finish() throws(ExportError) {
        try flush()
        try file?.appear()
    }

    private func flush() throws(ExportError) {
        var start = 0
        while start < buffer.count {
            let written = unsafe buffer.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw ExportError(writing: name, code: errno) }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// A file beside its later place, which it takes over whole or not at all.
final class PendingFile {
    let descriptor: CInt
    /// Its path until it appears.
    let temporary: String
    private let path: String
    private var hasAppeared = false

    init(path: String) throws(ExportError) {
        self.path = path
        temporary = path + ".part"
        descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw ExportError(writing: path, code: errno) }
    }

    deinit {
        close(descriptor)
        if !hasAppeared { _ = unsafe unlink(temporary) }
    }

    /// Makes the content durable and gives it its name.
    func appear() throws(ExportError) {
        guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
            throw ExportError(writing: path, code: errno)
        }
        hasAppeared = true
    }
}

extension ExportError {
    init(writing object: String, code: CInt) {
        self.init(
            object: object, cause: unsafe String(cString: strerror(code)),
            hint: code == ENOSPC ? "free some space, or name another folder" : "check the folder and its permissions")
    }
}
