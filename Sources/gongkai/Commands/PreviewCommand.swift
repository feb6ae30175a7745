import ArgumentParser
import Core
import Documents
import Notifier
import Watcher

/// `gongkai preview CHANNEL FILE`: what a channel would say, without saying it.
struct PreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show what a channel would send of a file, or of an example; send nothing.",
        discussion: """
            The file is judged by the configuration's rules, without the store: what only neighbour years tell is missing, \
            and the report's number is 0. No secret is read or shown. \
            What it says besides, such as the routes' opinion, goes to standard error.

            Exit status: 0 shown, 64 wrong usage or no such channel, 66 no such file, 78 wrong configuration or template.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case body, text
    }

    @OptionGroup var options: ConfigurationOption

    @Option(help: "An example of that kind in place of a file, or all; with a file, what has happened to it.")
    var event: EventChoice?

    @Option(help: "The message in its service's form, or what it says as text.")
    var format = Format.body

    @Option(help: "A template to try in place of the channel's own.")
    var template: String?

    @Argument(help: "The channel's name in the configuration.")
    var channel: String

    @Argument(help: "A report's file.")
    var file: String?

    func validate() throws {
        guard file != nil || event != nil else { throw ValidationError("Name a file, or an example with --event.") }
        guard file == nil || event?.isOfReport ?? true else {
            throw ValidationError("With a file, --event is one of the report.* kinds.")
        }
    }

    func run() throws {
        let whole = try options.required()
        try whole.requireChannel(channel)
        guard var configuration = whole.limited(to: channel) else { return }
        if let template { configuration.channels[0].channel.template = ArgumentBytes.paths([template])[0] }
        let templates = try options.templates(of: configuration)
        for notice in templates.notices { StandardError.write("\(notice)\n") }
        let definition = try definition(configuration, templates)
        var output = StandardOutput()
        if let file {
            let event = try judged(file, whole)
            noteRoutes(of: event, whole.routing)
            show(event, on: definition, &output)
        } else if let kind = event?.kind, let example = ExampleEvent.of(kind) {
            show(example, on: definition, &output)
        } else {
            for example in ExampleEvent.all {
                let name = example.name.text(in: configuration.channels[0].channel.language ?? configuration.language)
                output.line("── \(example.event.kind.rawValue) ── \(name)")
                show(example.event, on: definition, &output)
                output.line("")
            }
        }
        output.flush()
    }

    private func definition(_ configuration: Configuration, _ templates: Templates) throws -> ChannelDefinition {
        let settings = configuration.channels[0].channel
        guard let kind = settings.kindWithoutSecrets else { throw Exit.failure("no channel \(channel)", status: 64) }
        do throws(NotifierError) {
            return try configuration.definition(
                of: settings, named: channel, kind, templates.byChannel[channel], NetworkPolicy())
        } catch {
            throw Exit.failure("\(error)", status: ConfigurationError.exitStatus)
        }
    }

    private func judged(_ file: String, _ configuration: Configuration) throws -> Event {
        let path = ArgumentBytes.paths([file])[0]
        let examiner = FileExaminer(settings: configuration.watchSettings, examiner: configuration.examiner)
        do throws(SyscallError) {
            let read = try examiner.examine(path)
            let examination = read.members.first?.examination ?? read
            let usual: EventKind = examination.report == nil ? .reportFailed : .reportValidated
            return Event(
                id: 0, kind: event?.kind ?? usual, occurredAt: SystemClock.now(),
                subject: Event.Subject(examination, file: path.display))
        } catch {
            throw Exit.noInput("\(error)")
        }
    }

    private func noteRoutes(of event: Event, _ routing: Routing) {
        let channels = routing.channels(for: event)
        if channels.contains(channel) { return }
        let others = channels.isEmpty ? "nowhere" : "to \(channels.sorted().joined(separator: ", "))"
        note("the routes do not lead it here, but \(others)")
    }

    private func show(_ event: Event, on definition: ChannelDefinition, _ output: inout StandardOutput) {
        let preview = definition.preview(of: event)
        if preview.isTemplateSilent { note("the template says nothing about it: these are the built-in words") }
        switch format {
        case .body:
            output.line(preview.body)
            if self.event?.kind != nil || file != nil { note("\(preview.byteCount) bytes") }
        case .text: output.line(preview.text)
        }
    }

    private func note(_ text: String) {
        StandardError.write("gongkai: \(printable(channel)): \(text)\n")
    }
}

/// One kind of event, or all.
struct EventChoice: ExpressibleByArgument {
    /// Nil for all.
    let kind: EventKind?

    /// Whether it can be said of a file.
    var isOfReport: Bool {
        switch kind {
        case .reportValidated, .reportRevised, .reportRejudged, .reportFailed: true
        case .coverageMissing, .coverageWithdrawn, .deliveryDead, .digest, .heartbeat, nil: false
        }
    }

    init?(argument: String) {
        kind = EventKind(rawValue: argument)
        if kind == nil, argument != "all" { return nil }
    }

    static var allValueStrings: [String] { EventKind.allCases.map(\.rawValue) + ["all"] }
}

extension Event.Subject {
    /// What a message would say of a file that is not stored.
    init(_ examination: Examination, file: String) {
        let identity = examination.report?.identity
        self.init(
            report: 0, verdict: examination.verdict, agency: identity?.agency, year: identity?.year,
            edition: examination.report?.edition?.id, title: identity?.title, file: file, content: examination.content,
            keyFigures: examination.report.map { KeyFigures($0.cells) }, findings: examination.findings,
            region: identity?.region)
    }
}
