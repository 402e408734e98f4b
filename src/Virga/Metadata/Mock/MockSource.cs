using Virga.Metadata.Identity;

namespace Virga.Metadata.Mock;

/// <summary>
/// The one instance of the mock. A changed file or a control request makes new settings and a new tree, which replace
/// the old ones in one step: a request sees all of a change or none of it.
/// </summary>
internal sealed class MockSource : IMetadataSource
{
    /// <summary>What decides when events happen; when one of them changes, times given out before do not
    /// hold.</summary>
    private static readonly string[] EventKeys =
    [
        "spot.action", "spot.time", "spot.rebalance-rec-time", "mock-delay-sec", "mock-trigger-time",
        "rebalance-delay-sec", "rebalance-trigger-time", "asg-termination-delay-sec", "asg-termination-trigger-time",
    ];

    private readonly MockCommand _command;
    private readonly MockEvents _events;
    private readonly InstanceIdentitySigner _signer;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private volatile MetadataTarget _target;
    private MockSources _sources;

    public MockSource(MockSources sources, MockCommand command, MockEvents events, TimeProvider clock)
    {
        _sources = sources;
        _command = command;
        _events = events;
        _clock = clock;
        _signer = new InstanceIdentitySigner(clock);
        Settings = MockSettings.Resolve(sources, events.Started);
        _target = Target(Settings, new MetadataReadLog());
    }

    /// <summary>The settings in force.</summary>
    public MockSettings Settings { get; private set; }

    /// <summary>What was read so far.</summary>
    public MetadataReadLog Reads => _target.Reads;

    public MetadataTree Tree => _target.Tree;

    /// <summary>Signs the identity document; its certificates can be had from the control interface.</summary>
    public InstanceIdentitySigner Signer => _signer;

    public MetadataTarget? Find(in MetadataPeer peer, ref ReadOnlySpan<byte> path) => _target;

    /// <summary>Takes over changed sources. Throws <see cref="MockSettingException"/>, and keeps the old ones, when a
    /// value is not acceptable.</summary>
    public void Change(Func<MockSources, MockSources> change)
    {
        lock (_gate)
        {
            var sources = change(_sources);
            var settings = MockSettings.Resolve(sources, _events.Started);
            if (MockValidation.Check(settings, _command) is { Length: > 0 } complaint)
                throw new MockSettingException(complaint);
            if (EventKeys.Any(key => settings.Text(key) != Settings.Text(key))) _events.Reset();
            (_sources, Settings) = (sources, settings);
            _target = Target(settings, _target.Reads);
        }
    }

    private MetadataTarget Target(MockSettings settings, MetadataReadLog reads)
    {
        var hopLimit = settings.Value("virga.hop-limit") is long and >= 1 and <= 64
            ? settings.Number("virga.hop-limit") : 0;
        var options = new MetadataOptions(
            AreTokensRequired: settings.Flag("imdsv2"), HopLimit: hopLimit == 0 ? null : (int)hopLimit);
        var tree = MockTree.Build(settings, _command, _events, _signer, _clock.GetUtcNow());
        // One name for all of them: a change of the configured instance id does not take tokens away.
        return new MetadataTarget("mock", options, tree, reads);
    }
}
