import Core

/// What no value shows alone: whether the parts of a configuration fit together.
struct CrossChecks {
    let configuration: Configuration
    let context: ReadingContext

    func run() {
        checkDirectories()
        checkDestinations()
        checkChannelNames()
        checkFallbacks()
        checkTargets()
        checkCustomRules()
    }

    /// A file that two watches see would be read twice.
    private func checkDirectories() {
        let directories = configuration.watch.directories
        for (index, directory) in directories.enumerated() {
            let path = JSONPath("watch", "directories")[index]
            if directories[..<index].contains(directory) {
                context.report(path, "\(quoted(directory)) stands here twice; keep one")
            } else if let outer = directories.first(where: { isWatched(directory, by: $0) && $0 != directory }) {
                context.report(
                    path, "lies within \(quoted(outer)), which is watched with all below it; remove one of the two")
            }
        }
    }

    /// What the daemon writes into a directory that it watches would come back as new files.
    private func checkDestinations() {
        let destinations: [(JSONPath, BytePath?)] = [
            (JSONPath("state"), configuration.state),
            (JSONPath("after", "archive"), configuration.after.archive),
            (JSONPath("after", "quarantine"), configuration.after.quarantine),
        ]
        for (path, destination) in destinations {
            guard let destination,
                let outer = configuration.watch.directories.first(where: { isWatched(destination, by: $0) })
            else { continue }
            context.report(path, "lies within the watched directory \(quoted(outer)); choose a place outside of it")
        }
        if configuration.after.mode == .archive, configuration.after.archive == nil {
            context.report(
                JSONPath("after", "archive"), "missing; after.mode \"archive\" needs the directory to archive to")
        }
    }

    private func isWatched(_ path: BytePath, by directory: BytePath) -> Bool {
        if path == directory { return true }
        return configuration.watch.recursive && path.bytes.starts(with: directory.appending([]).bytes)
    }

    private func checkChannelNames() {
        for (index, route) in configuration.routes.enumerated() {
            check(route.channels, at: JSONPath("routes")[index]["channels"])
        }
        for (index, mute) in configuration.mute.enumerated() {
            check(mute.channels, at: JSONPath("mute")[index]["channels"])
            if mute.from == mute.to {
                context.report(JSONPath("mute")[index]["to"], "the same time as from; expected a later or earlier one")
            }
        }
        check(configuration.dailyDigest?.channels ?? [], at: JSONPath("daily_digest", "channels"))
        check(configuration.heartbeat?.channels ?? [], at: JSONPath("heartbeat", "channels"))
    }

    private func check(_ names: [String], at path: JSONPath) {
        for (index, name) in names.enumerated() { check(name, at: path[index]) }
    }

    private func check(_ name: String, at path: JSONPath) {
        let known = configuration.channels.map(\.name)
        if known.contains(name) { return }
        let remedy =
            NearestName.to(name, among: known).map { "did you mean \"\($0)\"?" }
            ?? (known.isEmpty ? "there are none" : "there are \(known.joined(separator: ", "))")
        context.report(path, "no channel of this name; \(remedy)")
    }

    /// Each channel has at most one fallback, so a circle shows when the way from a channel comes back to it.
    private func checkFallbacks() {
        let channels = configuration.channels
        let fallbacks = Dictionary(channels.map { ($0.name, $0.channel.fallback) }) { first, _ in first }
        for (name, channel) in channels {
            guard let fallback = channel.fallback else { continue }
            let path = JSONPath("channels", name, "fallback")
            check(fallback, at: path)
            var way = [name]
            while let last = way.last, let next = fallbacks[last] ?? nil, way.count <= channels.count {
                way.append(next)
                if next == name {
                    context.report(path, "leads in a circle: \(way.joined(separator: " → ")); break it")
                    break
                }
            }
        }
    }

    /// URLs that stand in the file itself; those that stand elsewhere are checked when they are read.
    private func checkTargets() {
        let network = configuration.network
        for (name, channel) in configuration.channels where ChannelType.delivered.contains(channel.type) {
            guard case .literal(let url) = channel.url else { continue }
            if let objection = network.objection(toTarget: url.reveal()) {
                context.report(JSONPath("channels", name, "url"), objection)
            }
        }
        if case .literal(let url) = network.proxy, let objection = network.objection(toProxy: url.reveal()) {
            context.report(JSONPath("network", "proxy"), objection)
        }
    }

    private func checkCustomRules() {
        let custom = configuration.rules.custom.map(\.id)
        for (index, id) in custom.enumerated() where custom[..<index].contains(id) {
            context.report(JSONPath("rules", "custom")[index]["id"], "another rule has this id; give each its own")
        }
        let patterns =
            configuration.rules.off.enumerated().map { (JSONPath("rules", "off")[$0.offset], $0.element) }
            + configuration.rules.severity.map { (JSONPath("rules", "severity")[$0.rule.pattern], $0.rule) }
        for (path, pattern) in patterns where pattern.pattern.hasPrefix("custom.") {
            if custom.contains(where: { pattern.matches($0.description) }) { continue }
            context.report(
                path, "no rule has the id \"\(pattern)\"; rules.custom defines those that begin with custom.")
        }
    }

    private func quoted(_ path: BytePath) -> String { "\"\(path.display)\"" }
}
