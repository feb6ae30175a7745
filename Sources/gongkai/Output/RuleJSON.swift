import Core

/// A rule for programs.
enum RuleJSON {
    /// One JSON object; `severity` is what its findings weigh here, `off` when there are none.
    static func object(_ rule: ConfiguredRule) -> String {
        let description = rule.description
        var json = JSONWriter()
        json.object { json in
            json.member("id", description.id.description)
            json.member("severity", rule.severity?.rawValue ?? RuleSettings.Weight.off.rawValue)
            json.member("default_severity", description.severity.rawValue)
            json.member("needs", description.needs.rawValue)
            json.member("basis", description.basis)
            member("summary", description.summary, &json)
            member("explanation", description.explanation, &json)
            list("thresholds", description.thresholds, &json) { threshold, json in
                json.member("key", threshold.key)
                json.member("default", threshold.standard)
                member("meaning", threshold.meaning, &json)
            }
            if let example = description.example {
                json.member("example") { json in
                    json.object { json in
                        list("given", example.deviations, &json) { member("text", $0.words, &$1) }
                        member("finding", example.finding, &json)
                    }
                }
            }
            organs("only", rule.scope?.only, &json)
            organs("exempt", rule.scope?.except, &json)
        }
        return json.text
    }

    private static func member(_ name: String, _ message: Message, _ json: inout JSONWriter) {
        json.member(name, message.chinese)
        json.member("\(name)_en", message.english)
    }

    private static func list<Element>(
        _ name: String, _ elements: [Element], _ json: inout JSONWriter,
        _ write: (Element, inout JSONWriter) -> Void
    ) {
        json.member(name) { json in
            json.array { json in
                for element in elements { json.object { write(element, &$0) } }
            }
        }
    }

    private static func organs(_ name: String, _ patterns: [Glob]?, _ json: inout JSONWriter) {
        guard let patterns, !patterns.isEmpty else { return }
        json.member(name) { json in
            json.array { json in
                for pattern in patterns { json.string(pattern.pattern) }
            }
        }
    }
}
