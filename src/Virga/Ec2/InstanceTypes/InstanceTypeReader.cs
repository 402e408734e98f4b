using System.Globalization;
using Virga.Facts;

namespace Virga.Ec2.InstanceTypes;

/// <summary>
/// Makes an <see cref="InstanceTypeFacts"/> of a row of <c>instance-types.tsv</c>, column by column in its order.
/// </summary>
internal static class InstanceTypeReader
{
    private const int LongTcpTimeoutSeconds = 432_000;
    private const int ShortTcpTimeoutSeconds = 350;
    private static readonly string[] Weightings = ["default", "ebs-1", "vpc-1"];

    /// <summary>Reads one row.</summary>
    public static InstanceTypeFacts Read(string row)
    {
        var cells = new FactReader(row);
        var name = cells.Text();
        var flags = cells.Text();
        return new InstanceTypeFacts
        {
            Name = name,
            IsCurrentGeneration = flags.Contains('c'),
            IsFreeTierEligible = flags.Contains('f'),
            IsBareMetal = flags.Contains('m'),
            IsBurstable = flags.Contains('b'),
            IsHibernationSupported = flags.Contains('h'),
            AreDedicatedHostsSupported = flags.Contains('d'),
            IsAutoRecoverySupported = flags.Contains('r'),
            AreNitroEnclavesSupported = flags.Contains('e'),
            IsNitroTpmSupported = flags.Contains('t'),
            IsPhcSupported = flags.Contains('p'),
            IsRebootMigrationSupported = flags.Contains('g'),
            UsageClasses = Letters(cells.Cell(), Usage),
            RootDeviceTypes = Letters(cells.Cell(), RootDevice),
            VirtualizationTypes = Letters(cells.Cell(), Virtualization),
            Hypervisor = cells.OptionalText(),
            BootModes = Letters(cells.Cell(), BootMode),
            PlacementStrategies = Letters(cells.Cell(), Strategy),
            Processor = Processor(ref cells),
            MemoryMiB = cells.Int(),
            InstanceStorage = Storage(cells.Text()),
            Ebs = Ebs(ref cells),
            Network = Network(ref cells, flags),
            Gpus = Devices(cells.List(';')),
            GpuMemoryMiB = cells.OptionalInt(),
            Fpgas = Devices(cells.List(';')),
            InferenceAccelerators = Devices(cells.List(';')),
            MediaAccelerators = Devices(cells.List(';')),
            NeuronDevices = Neuron(cells.List(';')),
        };
    }

    private static ProcessorFacts Processor(ref FactReader cells) => new()
    {
        Architectures = cells.List(','),
        SustainedClockSpeedGhz = cells.OptionalNumber(),
        Manufacturer = cells.OptionalText(),
        Features = cells.List(','),
        VCpus = cells.Int(),
        Cores = cells.Int(),
        ThreadsPerCore = cells.Int(),
        ValidCores = Ranges(cells.List(',')),
        ValidThreadsPerCore = Ranges(cells.List(',')),
    };

    private static InstanceStorageFacts? Storage(string cell)
    {
        if (cell.Length == 0) return null;
        var parts = cell.Split(' ');
        return new InstanceStorageFacts(
            [.. parts[0].Split(',').Select(Disk)], Support(parts[1][0]), Support(parts[1][1]));
    }

    private static DiskFacts Disk(string text)
    {
        var times = text.IndexOf('x', StringComparison.Ordinal);
        return new DiskFacts(Int(text.AsSpan(0, times)), Int(text.AsSpan(times + 1)[..^3]), text[^3..]);
    }

    private static EbsFacts Ebs(ref FactReader cells)
    {
        var support = cells.Text();
        var limit = cells.Text();
        return new EbsFacts
        {
            OptimizedSupport = Support(support[0]),
            NvmeSupport = Support(support[1]),
            AttachmentLimitType = limit[0] == 's' ? "shared" : "dedicated",
            MaximumAttachments = Int(limit.AsSpan(1)),
            Performance = Performance(cells.Text()),
            Cards = [.. Repeated(cells.List(';')).Select(card => Performance(card)!)],
        };
    }

    private static EbsPerformanceFacts? Performance(string cell)
    {
        if (cell.Length == 0) return null;
        var parts = cell.Split(',');
        var facts = new EbsPerformanceFacts(Int(parts[0]), Int(parts[1]), Int(parts[2]), Int(parts[3]));
        return parts.Length == 4 ? facts : facts with { BaselineThroughputMBps = FactReader.Number(parts[4])!.Value };
    }

    private static NetworkFacts Network(ref FactReader cells, string flags)
    {
        var performance = cells.Text();
        return new NetworkFacts
        {
            Performance = performance,
            MaximumInterfaces = cells.Int(),
            Ipv4AddressesPerInterface = cells.Int(),
            Ipv6AddressesPerInterface = cells.Int(),
            IsIpv6Supported = flags.Contains('6'),
            Ipv4AddressesPerSecondaryInterface = flags.Contains('v') ? 0 : null,
            EnaSupport = Support(cells.Text()[0]),
            IsEnaSrdSupported = flags.Contains('s'),
            AreFlexibleEnaQueuesSupported = flags.Contains('q'),
            IsEncryptionInTransitSupported = flags.Contains('x'),
            BandwidthWeightings = flags.Contains('w') ? Weightings : [],
            TcpEstablishedTimeoutSeconds = flags.Contains('k') ? ShortTcpTimeoutSeconds : LongTcpTimeoutSeconds,
            Cards = [.. Repeated(cells.List(';')).Select(card => Card(card, performance))],
            MaximumEfaInterfaces = cells.OptionalInt(),
        };
    }

    private static NetworkCardFacts Card(string text, string performance)
    {
        var parts = text.Split('|');
        return new NetworkCardFacts
        {
            Performance = parts[0].Length == 0 ? performance : parts[0],
            MaximumInterfaces = Int(parts[1]),
            BaselineBandwidthGbps = FactReader.Number(parts[2]),
            PeakBandwidthGbps = FactReader.Number(parts[3]),
            DefaultEnaQueueCountPerInterface = OptionalInt(parts[4]),
            MaximumEnaQueueCount = OptionalInt(parts[5]),
            MaximumEnaQueueCountPerInterface = OptionalInt(parts[6]),
            AdditionalFlexibleInterfaces = OptionalInt(parts[7]),
        };
    }

    private static DeviceFacts[] Devices(string[] texts) => [.. texts.Select(text =>
    {
        var parts = text.Split('|');
        var device = new DeviceFacts(Int(parts[0]), parts[1], parts[2], Int(parts[3]));
        return parts.Length == 4 ? device : device with
        {
            LogicalGpuCount = Int(parts[4]),
            GpuPartitionSize = FactReader.Number(parts[5]),
            Workloads = parts[6].Split(','),
        };
    })];

    private static DeviceFacts[] Neuron(string[] texts) => [.. texts.Select(text =>
    {
        var parts = text.Split('|');
        return new DeviceFacts(Int(parts[0]), parts[1], parts[2], Int(parts[3]))
        {
            NeuronCoreCount = Int(parts[4]),
            NeuronCoreVersion = Int(parts[5]),
        };
    })];

    /// <summary><c>4*text</c> four times.</summary>
    private static IEnumerable<string> Repeated(string[] groups) => groups.SelectMany(group =>
    {
        var star = group.IndexOf('*', StringComparison.Ordinal);
        return star < 0 ? [group] : Enumerable.Repeat(group[(star + 1)..], Int(group.AsSpan(0, star)));
    });

    /// <summary><c>1-3</c> as 1, 2, 3; <c>2-6/2</c> as 2, 4, 6.</summary>
    private static int[] Ranges(string[] runs) => [.. runs.SelectMany(run =>
    {
        var dash = run.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return [Int(run)];
        var slash = run.IndexOf('/', StringComparison.Ordinal);
        var (first, end) = (Int(run.AsSpan(0, dash)), slash < 0 ? run.Length : slash);
        var (last, step) = (Int(run.AsSpan(dash + 1, end - dash - 1)), slash < 0 ? 1 : Int(run.AsSpan(slash + 1)));
        return Enumerable.Range(0, (last - first) / step + 1).Select(at => first + at * step);
    })];

    private static string[] Letters(ReadOnlySpan<char> letters, Func<char, string> word)
    {
        var words = new string[letters.Length];
        for (var at = 0; at < words.Length; at++) words[at] = word(letters[at]);
        return words;
    }

    private static string Usage(char letter) =>
        letter switch { 'o' => "on-demand", 's' => "spot", _ => "capacity-block" };

    private static string RootDevice(char letter) => letter == 'e' ? "ebs" : "instance-store";

    private static string Virtualization(char letter) => letter == 'h' ? "hvm" : "paravirtual";

    private static string BootMode(char letter) => letter == 'l' ? "legacy-bios" : "uefi";

    private static string Strategy(char letter) =>
        letter switch { 'c' => "cluster", 'p' => "partition", _ => "spread" };

    private static string Support(char letter) =>
        letter switch { 'd' => "default", 'r' => "required", 's' => "supported", _ => "unsupported" };

    private static int Int(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int? OptionalInt(string text) => text.Length == 0 ? null : Int(text);
}
