import Core

extension Format where Value == BytePath {
    /// A file or directory. A daemon's working directory is nobody's intention, so paths are absolute.
    static var path: Format {
        text("an absolute path without \"..\"") { text in
            guard text.hasPrefix("/"), !text.utf8.contains(0) else { return nil }
            let components = text.split(separator: "/").filter { $0 != "." }
            return components.contains("..") ? nil : BytePath("/" + components.joined(separator: "/"))
        }
    }
}

extension Format where Value == Glob {
    /// A pattern with `*` and `?`.
    static var glob: Format {
        text("a pattern (* stands for any characters, ? for one)") { $0.isEmpty ? nil : Glob($0) }
    }

    /// A rule's id, or a pattern that some rule's id matches: one that matches none is a slip.
    static var ruleGlob: Format {
        text("a rule's id or a pattern of such") { $0.isEmpty ? nil : Glob($0) }.claiming { .rule($0) }
    }
}

extension Format where Value == TimeOfDay {
    static var timeOfDay: Format {
        text("a time of day from \"00:00\" to \"23:59\"") { text in
            guard let (hour, minute) = twoDigitPair(text, separator: ":"), hour < 24, minute < 60 else { return nil }
            return TimeOfDay(hour: hour, minute: minute)
        }
    }
}

extension Format where Value == Deadlines.Day {
    /// A day that every year has.
    static var dayOfYear: Format {
        text("a month and a day of every year, as \"01-31\"") { text in
            let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            guard let (month, day) = twoDigitPair(text, separator: "-"), lengths.indices.contains(month - 1),
                (1...lengths[month - 1]).contains(day)
            else { return nil }
            return Deadlines.Day(month: month, day: day)
        }
    }
}

extension Format where Value == String {
    /// A name of the time zone database.
    static var timeZone: Format {
        nonEmptyString.checked { name, context in
            let isName = name.utf8.allSatisfy { byte in
                Unicode.Scalar(byte).properties.isAlphabetic || "0123456789/_+-".utf8.contains(byte)
            }
            if isName, !name.hasPrefix("/"), context.checks.timeZoneExists(name) { return nil }
            return "no time zone of this name in /usr/share/zoneinfo; "
                + "`timedatectl list-timezones` lists them, the Debian package tzdata brings them"
        }
    }

    /// The name of a channel, as the keys of `channels` are.
    static var channelName: Format {
        text("the name of a channel") { $0.isEmpty ? nil : $0 }.claiming { .channel($0) }
    }
}

/// `08:30` and the like as two numbers.
private func twoDigitPair(_ text: String, separator: Character) -> (Int, Int)? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
        let first = Int(parts[0]), let second = Int(parts[1])
    else { return nil }
    return (first, second)
}
