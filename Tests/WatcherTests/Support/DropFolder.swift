import Core
import Glibc
import Testing

@testable import Watcher

/// A directory for one test, gone with it.
struct DropFolder: ~Copyable {
    let path: BytePath

    init() throws {
        var template = Array("/tmp/gongkai-watcher-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw SyscallError(call: "mkdtemp", code: errno, path: nil) }
        path = BytePath(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    }

    deinit { Self.remove(path) }

    subscript(_ name: String) -> BytePath { path.appending(name.utf8) }

    func write(_ name: String, _ text: String) throws {
        try Self.write(self[name], text)
    }

    /// Sets the time of a file's last modification, in seconds since the epoch.
    func setModified(_ name: String, _ seconds: Int) throws {
        let path = self[name]
        let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        _ = try systemCall("utimensat", path) {
            unsafe path.withCString { unsafe utimensat(AT_FDCWD, $0, times, 0) }
        }
    }

    func makeDirectory(_ name: String) throws {
        let path = self[name]
        _ = try systemCall("mkdir", path) { unsafe path.withCString { unsafe mkdir($0, 0o755) } }
    }

    func rename(_ old: String, _ new: String) throws {
        unsafe try Self.pair("rename", self[old], self[new]) { unsafe Glibc.rename($0, $1) }
    }

    static func move(_ old: BytePath, _ new: BytePath) throws {
        unsafe try pair("rename", old, new) { unsafe Glibc.rename($0, $1) }
    }

    func link(_ old: String, _ new: String) throws {
        unsafe try Self.pair("link", self[old], self[new]) { unsafe Glibc.link($0, $1) }
    }

    func symlink(_ target: BytePath, _ name: String) throws {
        unsafe try Self.pair("symlink", target, self[name]) { unsafe Glibc.symlink($0, $1) }
    }

    func unlink(_ name: String) throws {
        let path = self[name]
        _ = try systemCall("unlink", path) { unsafe path.withCString { unsafe Glibc.unlink($0) } }
    }

    func makeFIFO(_ name: String) throws {
        let path = self[name]
        _ = try systemCall("mkfifo", path) { unsafe path.withCString { unsafe mkfifo($0, 0o644) } }
    }

    static func write(_ path: BytePath, _ text: String, flags: Int32 = O_CREAT | O_TRUNC) throws {
        let file = try open(path, flags: flags)
        try append(file.number, text)
    }

    static func open(_ path: BytePath, flags: Int32) throws(SyscallError) -> OwnedDescriptor {
        OwnedDescriptor(
            owning: try systemCall("open", path) {
                unsafe path.withCString { unsafe Glibc.open($0, O_WRONLY | O_CLOEXEC | flags, 0o644) }
            })
    }

    static func append(_ file: Int32, _ text: String) throws {
        let bytes = Array(text.utf8)
        let written = try systemCall("write") { unsafe Glibc.write(file, bytes, bytes.count) }
        #expect(written == bytes.count)
    }

    static func remove(_ path: BytePath) {
        if let stream = try? DirectoryStream(path, following: false) {
            var names: [[UInt8]] = []
            while stream.advance() { names.append(stream.name) }
            for name in names { remove(path.appending(name)) }
        }
        _ = unsafe path.withCString { unsafe Glibc.remove($0) }
    }

    private static func pair(
        _ call: String, _ old: BytePath, _ new: BytePath, _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
    ) throws {
        _ = try systemCall(call, new) {
            unsafe old.withCString { old in unsafe new.withCString { unsafe body(old, $0) } }
        }
    }
}
