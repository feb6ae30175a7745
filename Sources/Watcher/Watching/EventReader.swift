import Core
import Glibc

/// Empties the kernel's event queue as fast as it fills, on a thread that does nothing else: what waits there too long is
/// lost for all watches. Events that the scout cannot keep up with are dropped here and made good by a full scan.
final class EventReader: Sendable {
    /// The kernel's side, to add and remove watches.
    let inotify: Inotify

    private let mailbox: Mailbox
    private let limit: Int
    private let wakeReader: OwnedDescriptor
    private let wakeWriter: OwnedDescriptor

    /// A reader that lets at most `limit` bytes of events wait in the mailbox.
    init(mailbox: Mailbox, limit: Int) throws(SyscallError) {
        inotify = try Inotify()
        self.mailbox = mailbox
        self.limit = limit
        var ends: (Int32, Int32) = (-1, -1)
        _ = try systemCall("pipe") {
            unsafe withUnsafeMutableBytes(of: &ends) { unsafe pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }
        }
        wakeReader = OwnedDescriptor(owning: ends.0)
        wakeWriter = OwnedDescriptor(owning: ends.1)
        for end in [ends.0, ends.1] { _ = try systemCall("fcntl") { fcntl(end, F_SETFD, FD_CLOEXEC) } }
    }

    /// Reads until ``stop()``.
    func run() {
        unsafe withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
            do {
                while try inotify.wait(orWake: wakeReader.number) {
                    while true {
                        let count = try unsafe inotify.drain(into: buffer)
                        guard count > 0 else { break }
                        unsafe post(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                    }
                }
            } catch {
                // Nothing is known to make a working instance fail; if one does, scans go on finding everything.
                mailbox.update { $0.hasLostEvents = true }
            }
        }
    }

    /// Makes ``run()`` return.
    func stop() {
        var byte: UInt8 = 0
        _ = unsafe write(wakeWriter.number, &byte, 1)
    }

    private func post(_ bytes: UnsafeRawBufferPointer) {
        mailbox.update { mail in
            guard mail.events.count + bytes.count <= limit else { return mail.hasLostEvents = true }
            unsafe mail.events.append(contentsOf: bytes)
        }
    }
}
