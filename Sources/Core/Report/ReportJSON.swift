/// The stable JSON shapes of the command line (CLI.md), also used for the generic webhook's `findings`.
extension Finding {
    /// Writes the finding as one JSON object.
    public func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    /// Writes the members of that object, for one that has others too.
    public func writeMembers(to json: inout JSONWriter) {
        json.member("rule", rule.description)
        json.member("severity", severity.rawValue)
        json.member("message", message.chinese)
        json.member("message_en", message.english)
        json.member("cells") { json in
            json.array { json in
                for cell in cells { json.string(cell.description) }
            }
        }
        if let expected { json.member("expected", expected) }
        if let actual { json.member("actual", actual) }
        if place != nil || quote != nil {
            json.member("where") { json in
                json.object { json in
                    if let file = place?.file { json.member("file", file) }
                    if let line = place?.line { json.member("line", line) }
                    if let table = place?.table { json.member("table", table) }
                    if let row = place?.row { json.member("row", row) }
                    if let column = place?.column { json.member("column", column) }
                    if let box = place?.box {
                        json.member("page", box.page)
                        json.member("box") { json in
                            json.object { json in
                                json.member("left", box.left)
                                json.member("top", box.top)
                                json.member("right", box.right)
                                json.member("bottom", box.bottom)
                            }
                        }
                    }
                    if let quote { json.member("text", quote) }
                }
            }
        }
        if let basis { json.member("basis", basis) }
    }
}

extension CellTable {
    /// Writes every cell the document has as one JSON object, `null` where no number is known.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            for cell in present { json.member(cell.description, number(cell)) }
        }
    }
}

extension Examination {
    /// Writes the object that `check --format json` prints for one file.
    ///
    /// - Parameters:
    ///   - json: where to.
    ///   - file: the path for showing.
    ///   - fileBytes: the path in Base64, given only where it is not UTF-8.
    public func write(to json: inout JSONWriter, file: String, fileBytes: String?) {
        json.object { writeMembers(to: &$0, file: file, fileBytes: fileBytes) }
    }

    /// Writes the members of that object, for one that has others too.
    ///
    /// - Parameters:
    ///   - json: where to.
    ///   - file: the path for showing.
    ///   - fileBytes: the path in Base64, given only where it is not UTF-8.
    ///   - more: gives the finding at a position further members.
    public func writeMembers(
        to json: inout JSONWriter, file: String, fileBytes: String?,
        more: (Int, inout JSONWriter) -> Void = { _, _ in }
    ) {
        json.member("file", file)
        if let fileBytes { json.member("file_bytes", fileBytes) }
        if let member { json.member("member", member) }
        if !attachments.isEmpty {
            json.member("attachments") { json in json.array { json in for name in attachments { json.string(name) } } }
        }
        if let partOf { json.member("part_of", partOf) }
        json.member("sha256", content?.description)
        json.member("format", format.rawValue)
        json.member("encoding", encoding?.rawValue)
        json.member("verdict", verdict.rawValue)
        json.member("agency", report?.identity.agency)
        json.member("agency_kind", report?.identity.kind?.rawValue)
        json.member("year", report?.identity.year)
        json.member("edition", report?.edition?.id)
        json.member("title", report?.identity.title)
        json.member("cells") { (report?.cells ?? CellTable()).write(to: &$0) }
        json.member("raw") { json in
            json.object { json in
                for (cell, text) in (report?.raw ?? [:]).sorted(by: { $0.key.index < $1.key.index }) {
                    json.member(cell.description, text)
                }
            }
        }
        json.member("findings") { json in
            json.array { json in
                for (index, finding) in findings.enumerated() {
                    json.object { json in
                        finding.writeMembers(to: &json)
                        more(index, &json)
                    }
                }
            }
        }
    }
}
