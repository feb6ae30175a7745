import Core
import Glibc

/// Why a file could not be read.
enum FileReadError: Error, CustomStringConvertible {
    /// A system call failed with this errno.
    case system(call: String, errno: Int32)
    /// The file is larger than any configuration, secret or roster is.
    case tooLarge(limit: Int)

    var description: String {
        switch self {
        case .system(_, ENOENT): "no such file; create it or name another"
        case .system(_, EACCES): "no permission to read it; give the user that runs gongkai the right to"
        case .system(_, EISDIR): "a directory; expected a file"
        case .system(let call, let number): "\(call): \(Self.text(of: number))"
        case .tooLarge(let limit): "larger than \(limit) bytes; expected a small text file"
        }
    }

    private static func text(of number: Int32) -> String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "errno \(number)"
    }
}

/// The files that a configuration is made of. Calls block and are for start-up only.
enum LocalFiles {
    /// Reads a small file whole.
    static func read(_ path: BytePath) throws(FileReadError) -> [UInt8] {
        let limit = 16 << 20
        let descriptor = unsafe open(path.display, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(call: "open", errno: errno) }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while content.count <= limit {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(call: "read", errno: errno) }
            if count == 0 { return content }
            content += buffer[..<count]
        }
        throw .tooLarge(limit: limit)
    }

    /// Whether something of that name is there.
    static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Whether the system's time zone database has a zone of that name.
    static func timeZoneExists(_ name: String) -> Bool {
        // Files of the database begin so (tzfile(5)); a directory of it, as "Asia", is no zone.
        let content = try? read(BytePath("/usr/share/zoneinfo/\(name)"))
        return content?.starts(with: "TZif".utf8) ?? false
    }
}
