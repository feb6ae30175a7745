import Core
import Notifier

extension Configuration {
    /// How far messages may go.
    func networkPolicy(proxy: Secret?) throws(NotifierError) -> NetworkPolicy {
        try NetworkPolicy(
            allowPrivate: network.allowPrivate, proxy: proxy, caFile: network.certificateAuthorities?.display,
            connectTimeoutSeconds: network.connectTimeoutSeconds, timeoutSeconds: network.timeoutSeconds,
            usesHTTP2: network.usesHTTP2)
    }

    /// The channels, ready to deliver to.
    func channelDefinitions(
        _ secrets: ResolvedSecrets, _ templates: Templates, _ network: NetworkPolicy
    ) throws(NotifierError) -> [ChannelDefinition] {
        var definitions: [ChannelDefinition] = []
        for channel in secrets.channels {
            definitions.append(
                try definition(
                    of: channel.settings, named: channel.name, channel.kind, templates.byChannel[channel.name], network)
            )
        }
        return definitions
    }

    /// One channel with its settings.
    func definition(
        of channel: Channel, named name: String, _ kind: ChannelDefinition.Kind, _ template: MessageTemplate?,
        _ network: NetworkPolicy
    ) throws(NotifierError) -> ChannelDefinition {
        try ChannelDefinition(
            name: name, kind: kind, language: channel.language ?? language, mention: channel.mention,
            publicURL: publicURL, template: template, maxAgeHours: channel.maxAgeHours, network: network)
    }

    /// The same with this channel only, so that nothing of the others is needed; nil when there is none of the name.
    func limited(to name: String) -> Configuration? {
        var configuration = self
        configuration.channels.removeAll { $0.name != name }
        return configuration.channels.isEmpty ? nil : configuration
    }
}
