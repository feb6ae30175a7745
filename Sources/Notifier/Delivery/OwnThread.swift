internal import Glibc

/// A thread of one's own for work that blocks: Swift's cooperative pool has one thread a core and must never wait.
enum OwnThread {
    /// Runs `body` on a new thread and returns when it ends.
    ///
    /// - Throws: ``NotifierError`` when the system has no thread left (pthread_create(3)).
    static func run(_ body: @escaping @Sendable () -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let work = unsafe Unmanaged.passRetained(
                Work {
                    body()
                    continuation.resume()
                })
            var thread = pthread_t()
            let code = unsafe pthread_create(
                &thread, nil,
                { context in
                    guard let context = unsafe context else { return nil }
                    let work = unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                    work.body()
                    return nil
                }, unsafe work.toOpaque())
            if code == 0 {
                pthread_detach(thread)
            } else {
                unsafe work.release()
                continuation.resume(throwing: NotifierError.noThread(code: code))
            }
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
