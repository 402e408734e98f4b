namespace Virga.Ec2.InstanceTypes;

/// <summary>What an instance type can do on the network.</summary>
internal sealed record NetworkFacts
{
    /// <summary>What AWS tells customers who do not ask for numbers: <c>Up to 12.5 Gigabit</c>.</summary>
    public required string Performance { get; init; }

    /// <summary>Interfaces of all cards together.</summary>
    public required int MaximumInterfaces { get; init; }
    public required int Ipv4AddressesPerInterface { get; init; }
    public required int Ipv6AddressesPerInterface { get; init; }
    public required bool IsIpv6Supported { get; init; }

    /// <summary>0 where AWS answers it, null where it does not; no type has a secondary network yet.</summary>
    public required int? Ipv4AddressesPerSecondaryInterface { get; init; }

    /// <summary><c>required</c>, <c>supported</c> or <c>unsupported</c>.</summary>
    public required string EnaSupport { get; init; }
    public required bool IsEnaSrdSupported { get; init; }
    public required bool AreFlexibleEnaQueuesSupported { get; init; }
    public required bool IsEncryptionInTransitSupported { get; init; }

    /// <summary><c>default</c>, <c>vpc-1</c>, <c>ebs-1</c>; empty where the weighting cannot be chosen.</summary>
    public required IReadOnlyList<string> BandwidthWeightings { get; init; }

    /// <summary>Seconds an idle connection is tracked.</summary>
    public required int TcpEstablishedTimeoutSeconds { get; init; }

    /// <summary>One entry a card, in the order of their indexes; the first is the default card.</summary>
    public required IReadOnlyList<NetworkCardFacts> Cards { get; init; }

    /// <summary>Elastic Fabric Adapters; null where there is none.</summary>
    public required int? MaximumEfaInterfaces { get; init; }
}

/// <summary>One network card; queue counts are null where AWS answers none.</summary>
internal sealed record NetworkCardFacts
{
    public required string Performance { get; init; }
    public required int MaximumInterfaces { get; init; }
    public required double? BaselineBandwidthGbps { get; init; }
    public required double? PeakBandwidthGbps { get; init; }
    public required int? DefaultEnaQueueCountPerInterface { get; init; }
    public required int? MaximumEnaQueueCount { get; init; }
    public required int? MaximumEnaQueueCountPerInterface { get; init; }
    public required int? AdditionalFlexibleInterfaces { get; init; }
}
