import ArgumentParser
import Foundation
import Notifier
import ServiceLifecycle

/// `gongkai run`: the daemon.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Watch, read, validate, store and notify until SIGTERM.",
        discussion: "Exit status: 0 asked to stop, 1 it cannot go on, 78 wrong configuration.")

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        let (configuration, secrets, templates) = try options.complete()
        let environment = ProcessInfo.processInfo.environment
        LogSetup.bootstrap(configuration.log, environment: environment)
        do {
            try await App.build(
                configuration, secrets: secrets, templates: templates, environment: environment
            ).run()
        } catch let error as ServiceGroupError {
            // Its own text shows whole services.
            throw Exit.failure("a part of the daemon ended by itself; look at the log: \(error.errorCode)")
        } catch let error as NotifierError {
            throw Exit.failure("\(error)", status: error.exitStatus)
        } catch {
            throw Exit.failure("\(error)")
        }
    }
}
