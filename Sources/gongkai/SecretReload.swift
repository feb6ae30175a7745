import Core
import Foundation
import Logging
import Notifier
import ServiceLifecycle
import UnixSignals

/// Re-reads secrets on SIGHUP: files and the environment. What cannot be read or used leaves the former ones in place.
struct SecretReload: Service, CustomStringConvertible {
    let configuration: Configuration
    /// Finds the secrets and makes the channels anew. Reads files: not for Swift's cooperative pool.
    let channels: @Sendable () throws -> [ChannelDefinition]
    let notifier: NotifierService
    let logger: Logger

    var description: String { "reload of secrets" }

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                Thread.detachNewThread {
                    reload()
                    continuation.resume()
                }
            }
        }
    }

    private func reload() {
        do {
            notifier.replaceChannels(with: try channels())
            logger.notice("Secrets were read again from files and the environment")
            if usesCredentials || configuration.network.proxy != nil {
                logger.notice(
                    "systemd copies credentials when the service starts: changed ones, and a changed proxy, need a restart"
                )
            }
        } catch {
            logger.error("Secrets could not be read again; the former ones stay", metadata: ["error": "\(error)"])
        }
    }

    private var usesCredentials: Bool {
        configuration.channels.flatMap { [$0.channel.url, $0.channel.secret, $0.channel.token] }.contains { source in
            if case .credential = source { true } else { false }
        }
    }
}
