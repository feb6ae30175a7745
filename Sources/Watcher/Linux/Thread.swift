import Core
import Glibc

/// A thread of its own for work that blocks, which Swift's cooperative pool must not do; pthread_create(3).
struct Thread: Sendable {
    private let handle: pthread_t

    /// Starts a thread. Its name, at most 15 bytes, is what `top -H` and a debugger show. One that no one will join gives
    /// everything back at its end.
    init(name: String, isJoined: Bool = true, _ body: @escaping @Sendable () -> Void) throws(SyscallError) {
        let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
        var handle = pthread_t()
        let code = unsafe pthread_create(&handle, nil, { unsafe Thread.main($0) }, start.toOpaque())
        guard code == 0 else {
            unsafe start.release()
            throw SyscallError(call: "pthread_create", code: code, path: nil)
        }
        self.handle = handle
        if !isJoined { pthread_detach(handle) }
    }

    /// Waits until the thread has ended. Call once.
    func join() {
        pthread_join(handle, nil)
    }

    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument = unsafe argument else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        setName(start.name)
        start.body()
        return nil
    }

    /// By proc_pid_comm(5), because pthread_setname_np(3) is no part of the module Glibc. A name is only a help.
    private static func setName(_ name: String) {
        let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let bytes = Array(name.utf8.prefix(15))
        _ = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
        _ = close(file)
    }
}
