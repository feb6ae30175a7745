import Core

extension Configuration {
    /// What is allowed but does not do what its author may expect; for the log of `run` and for `config check`.
    var notices: [ConfigurationProblem] {
        let found =
            laterFeatures.map { ($0, "accepted, but not yet in effect in this version") } + routesWithoutEffect
            + channelsWithoutRoute + mentionsWithoutEffect + linksWithoutPages
        return source.error(found).problems
    }

    /// The keys that are set and whose features come with a later version. Whoever delivers a feature deletes its line.
    private var laterFeatures: [JSONPath] {
        var paths: [JSONPath] = []
        func note(_ path: JSONPath, when isSet: Bool) {
            if isSet { paths.append(path) }
        }
        note(JSONPath("after", "mode"), when: after.mode != .keep)
        note(JSONPath("after", "archive"), when: after.archive != nil)
        note(JSONPath("after", "quarantine"), when: after.quarantine != nil)
        note(JSONPath("ocr"), when: ocr)
        return paths
    }

    private var routesWithoutEffect: [(JSONPath, String)] {
        let catchAll = routes.firstIndex { $0.match.isEverything && !$0.continues }
        return routes.indices.flatMap { index -> [(JSONPath, String)] in
            let path = JSONPath("routes")[index]
            guard let catchAll, index > catchAll else { return [] }
            return [(path, "never reached: routes[\(catchAll)] takes everything and does not continue")]
        }
    }

    private var channelsWithoutRoute: [(JSONPath, String)] {
        if routes.isEmpty { return [] }
        // A daily message that names no channel is for all.
        if let dailyDigest, dailyDigest.channels.isEmpty { return [] }
        let reached = Set(routes.flatMap(\.channels)).union(channels.compactMap(\.channel.fallback))
            .union(organs.roster.organs.compactMap(\.channel))
            .union(dailyDigest?.channels ?? []).union(heartbeat?.channels ?? [])
        return channels.filter { !reached.contains($0.name) }.map { name, _ in
            (JSONPath("channels", name), "no route leads here")
        }
    }

    /// Until there is an HTTP endpoint that serves them.
    private var linksWithoutPages: [(JSONPath, String)] {
        publicURL == nil
            ? []
            : [(JSONPath("public_url"), "messages will link to its reports/ID, and this version serves no such pages")]
    }

    private var mentionsWithoutEffect: [(JSONPath, String)] {
        channels.filter { !$0.channel.mention.isEmpty && $0.channel.type.mentionSyntax == nil }.map { name, channel in
            let message = "a \(channel.type.rawValue) message mentions nobody; remove the key"
            return (JSONPath("channels", name, "mention"), message)
        }
    }
}
