internal import Glibc

/// A thread of one's own for work that blocks: Swift's cooperative pool has one thread a core and must never wait.
enum OwnThread {
    /// Runs `body` on a new thread and returns when it ends.
    ///
    /// - Throws: ``NotifierError`` when the system has no thread left (pthread_create(3)).
    static func run(_ body: @escaping @Sendable () -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            do throws(NotifierError) {
                try detach {
                    body()
                    continuation.resume()
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Runs `body` on a new thread and does not wait for it.
    ///
    /// - Throws: ``NotifierError`` when the system has no thread left (pthread_create(3)).
    static func detach(_ body: @escaping @Sendable () -> Void) throws(NotifierError) {
        let work = unsafe Unmanaged.passRetained(Work(body: body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                let work = unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                work.body()
                return nil
            }, unsafe work.toOpaque())
        guard code == 0 else {
            unsafe work.release()
            throw .noThread(code: code)
        }
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
