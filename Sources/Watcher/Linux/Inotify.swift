import Core
import Glibc

/// The kernel's notices about directories; see inotify(7).
struct Inotify: ~Copyable, Sendable {
    /// What is asked for: everything that can mean a new, grown, finished or readable file, and a directory's own fate.
    /// IN_CREATE because link() and unlink() as sftp-server renames give nothing else; IN_MODIFY because it alone tells
    /// a file that is being written from one that was linked in.
    private static let mask = UInt32(
        IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF
            | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)

    private let descriptor: OwnedDescriptor

    /// A new instance, of which a user may have `fs.inotify.max_user_instances`.
    init() throws(SyscallError) {
        let number = try systemCall("inotify_init1") { inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)) }
        descriptor = OwnedDescriptor(owning: number)
    }

    /// Watches a directory. The same directory has the same number as long as it is watched, whatever its path.
    func watch(_ directory: BytePath, following: Bool) throws(SyscallError) -> Int32 {
        let mask = Self.mask | (following ? 0 : UInt32(IN_DONT_FOLLOW))
        let number = descriptor.number
        return try systemCall("inotify_add_watch", directory) {
            unsafe directory.withCString { unsafe inotify_add_watch(number, $0, mask) }
        }
    }

    /// Stops watching. A number that is no longer valid is no error: the kernel was faster.
    func unwatch(_ watch: Int32) {
        _ = inotify_rm_watch(descriptor.number, watch)
    }

    /// Waits until there are events or `wake` is readable. False when it was `wake`.
    func wait(orWake wake: Int32) throws(SyscallError) -> Bool {
        var files = [
            pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        ]
        _ = try systemCall("poll") { unsafe poll(&files, 2, -1) }
        return files[1].revents == 0
    }

    /// Reads the events that are waiting into `buffer`, which should hold 64 KB; the number of bytes, 0 when there are none.
    func drain(into buffer: UnsafeMutableRawBufferPointer) throws(SyscallError) -> Int {
        do {
            return unsafe try descriptor.read(into: buffer)
        } catch {
            guard error.code == EAGAIN else { throw error }
            return 0
        }
    }
}
