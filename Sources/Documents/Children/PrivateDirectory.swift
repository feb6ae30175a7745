import CChild
import Glibc

/// A directory that only this user can enter, gone with everything in it when its owner is done.
struct PrivateDirectory: ~Copyable {
    /// Its absolute path.
    let path: String

    /// Makes one in a directory for temporary files, mkdtemp(3); nil when that fails, with the reason in errno.
    init?(in parent: String) {
        guard let template = unsafe strdup("\(parent)/gongkai-XXXXXX") else { return nil }
        defer { unsafe free(template) }
        guard unsafe mkdtemp(template) != nil else { return nil }
        path = unsafe String(cString: template)
    }

    deinit {
        unsafe child_remove_tree(path)
    }

    /// Puts a file into it; false when that fails, with the reason in errno.
    func write(_ bytes: borrowing [UInt8], to name: String) -> Bool {
        guard let file = unsafe fopen("\(path)/\(name)", "wxe") else { return false }
        let written = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
        let isWhole = written == bytes.count
        return unsafe fclose(file) == 0 && isWhole
    }

    /// What a child left there under a name, if it is a file and no longer than the limit.
    func contents(of name: String, limit: Int) -> [UInt8]? {
        // A link could lead to a file that the child may not read, and a FIFO would never end.
        let descriptor = unsafe open("\(path)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard let file = unsafe fdopen(descriptor, "r") else {
            close(descriptor)
            return nil
        }
        defer { unsafe fclose(file) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= limit
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
        return count == bytes.count ? bytes : nil
    }
}
