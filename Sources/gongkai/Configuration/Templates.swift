import Core
import Notifier

/// The channels' templates, read and tried.
struct Templates {
    /// By the channels' names.
    let byChannel: [String: MessageTemplate]
    /// What is allowed but will hardly be meant.
    let notices: [ConfigurationProblem]

    /// Reads every template that a configuration names.
    ///
    /// - Throws: all that cannot be read or understood, by their JSON paths.
    init(_ configuration: Configuration, readFile: ConfigurationFile.Reader) throws(ConfigurationError) {
        var templates: [String: MessageTemplate] = [:]
        var problems: [(path: JSONPath, message: String)] = []
        var remarks: [(path: JSONPath, message: String)] = []
        for (name, channel) in configuration.channels {
            guard let file = channel.template else { continue }
            let path = JSONPath("channels", name, "template")
            do {
                let template = try MessageTemplate(
                    Templates.text(of: file, readFile), dialect: channel.type.dialect(of: file))
                templates[name] = template
                remarks += template.remarks.map { (path, Templates.line(about: $0, in: file)) }
            } catch let remark as MessageTemplate.Remark {
                problems.append((path, Templates.line(about: remark, in: file)))
            } catch {
                problems.append((path, "\(file.display): \(error)"))
            }
        }
        guard problems.isEmpty else { throw configuration.source.error(problems) }
        byChannel = templates
        notices = configuration.source.error(remarks).problems
    }

    private static func text(of file: BytePath, _ readFile: ConfigurationFile.Reader) throws -> String {
        guard let text = String(validating: try readFile(file), as: UTF8.self) else { throw NotUTF8() }
        return text
    }

    private static func line(about remark: MessageTemplate.Remark, in file: BytePath) -> String {
        "\(file.display):\(remark.line): \(remark.cause.english); \(remark.hint.english)"
    }

    private struct NotUTF8: Error, CustomStringConvertible {
        let description = "not UTF-8; save it as UTF-8"
    }
}

extension ChannelType {
    /// How text is marked up that a template of this file makes.
    fileprivate func dialect(of file: BytePath) -> TemplateDialect {
        let isHTML = [".html", ".html.mustache"].contains { file.display.hasSuffix($0) }
        return switch self {
        case .feishu: .feishu
        case .dingtalk: .dingtalk
        case .wecom: .wecom
        case .slack: .slack
        case .discord: .discord
        case .mattermost: .mattermost
        case .telegram: .telegram
        case .email: isHTML ? .html : .plain
        // Text in cards of Teams knows no markup.
        case .teams, .ntfy, .webhook, .file, .stdout: .plain
        }
    }
}
