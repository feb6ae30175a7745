internal import Core
internal import FoundationEssentials

/// How header fields are written (RFC 5322, RFC 2047). No line of a field is over 76 characters.
enum MailHeader {
    /// Free text: as it stands where that is possible, else in encoded words. White space and controls become one space,
    /// so that no text can end the field.
    static func text(_ text: String) -> String {
        let line = text.singleLine(limit: 400)
        let isPlain =
            line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && line.utf8.count <= 60 && !line.contains("=?")
        return isPlain ? line : encodedWords(line)
    }

    /// A text as encoded words, one a line, each of whole characters.
    static func encodedWords(_ text: String) -> String {
        // With the longest field name, 39 bytes in Base64 stay within 76 characters a line.
        var words: [[UInt8]] = [[]]
        for character in text {
            let bytes = Array(String(character).utf8)
            if words[words.count - 1].count + bytes.count > 39, !words[words.count - 1].isEmpty { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// `Sat, 21 Nov 2026 03:04:05 +0000` (RFC 5322, 3.3).
    static func date(_ moment: UnixTime) -> String {
        let text = moment.iso8601
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let daysSinceEpoch = max(0, moment.milliseconds) / 86_400_000
        let date = CivilDate(daysSinceEpoch: daysSinceEpoch)
        let time = text.drop { $0 != "T" }.dropFirst().prefix(8)
        return "\(days[Int(daysSinceEpoch % 7)]), \(date.day) \(months[date.month - 1]) \(date.year) \(time) +0000"
    }
}
