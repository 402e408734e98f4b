using System.Net;
using Virga.Network.Flows;
using Virga.Tests.Network.Desired;
using Virga.Wire.Ec2;

namespace Virga.Tests.Network.Flows;

/// <summary>Records from readings: intervals, formats, what a log covers, and what happened in between.</summary>
public sealed class FlowRecorderTests : IDisposable
{
    private static readonly DateTimeOffset Began = DateTimeOffset.UnixEpoch.AddYears(60);
    private readonly NetworkLab lab = new();
    private readonly FlowRecorder recorder = new(intervalSeconds: 0);
    private readonly string vpc;
    private readonly string eni;
    private readonly string instance;

    public FlowRecorderTests()
    {
        vpc = lab.Vpc("10.0.0.0/16");
        instance = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), lab.Group(vpc));
        eni = lab.Eni(instance);
    }

    [Fact]
    public void A_record_of_version_2_sums_what_one_interval_had()
    {
        var log = Log("ALL");
        Take(0);
        Take(10, Count(3, 300));
        Take(20, Count(5, 500));
        var done = Take(60, Count(6, 560));

        var records = Assert.Single(done);
        Assert.Equal(log, records.LogId);
        var own = lab.Address(instance);
        Assert.Equal(
            [$"2 {lab.World.View.Account} {eni} 203.0.113.9 {own} 50000 80 6 6 560 "
                + $"{Seconds(0)} {Seconds(60)} ACCEPT OK"],
            records.Lines);
        // The counter began anew, after the kernel had forgotten the flow.
        Take(70, Count(2, 100));
        Assert.Contains(
            " 6 2 100 ", Assert.Single(Assert.Single(Take(120, Count(2, 100))).Lines), StringComparison.Ordinal);
        Assert.Equal(
            [$"2 {lab.World.View.Account} {eni} - - - - - - - {Seconds(120)} {Seconds(180)} - NODATA"],
            Assert.Single(Take(180)).Lines);
    }

    [Fact]
    public void A_format_of_ones_own_has_the_version_of_its_newest_field()
    {
        Log("REJECT", "${version} ${vpc-id} ${instance-id} ${az-id} ${tcp-flags} ${type} ${flow-direction} ${action} "
            + "${pkt-dstaddr} ${reject-reason}");
        Take(0);
        var refused = Count(1, 60) with { TcpFlags = 2 };
        var done = Take(60, refused with { Key = refused.Key with { IsAccepted = false } }, Count(7, 700));

        var zone = Virga.Ec2.ZoneIds.Of(lab.Instance(instance).Placement!.AvailabilityZone!);
        Assert.Equal(
            [$"8 {vpc} {instance} {zone} 2 IPv4 ingress REJECT 10.0.1.250 -"], Assert.Single(done).Lines);
    }

    [Fact]
    public void A_field_that_AWS_does_not_have_is_refused_and_so_is_parquet()
    {
        Assert.Contains("made-up", Assert.Throws<Virga.Service.AwsException>(
            () => Log("ALL", "${version} ${made-up}")).Message, StringComparison.Ordinal);
        Assert.Throws<Virga.Service.AwsException>(() => Log("ALL", null, "parquet"));
    }

    public void Dispose() => lab.Dispose();

    private string Log(string traffic, string? format = null, string? file = null) =>
        lab.Run<CreateFlowLogsResult>("CreateFlowLogs", new CreateFlowLogsRequest
        {
            ResourceIds = [vpc], ResourceType = "VPC", TrafficType = traffic, LogFormat = format,
            LogDestinationType = "s3", LogDestination = "arn:aws:s3:::bucket", MaxAggregationInterval = 60,
            DestinationOptions = file is null ? null : new() { FileFormat = file },
        }).FlowLogIds![0];

    private List<FlowRecords> Take(int second, params FlowCount[] counts) =>
        recorder.Take(lab.World.Store.World, [eni], counts, Began.AddSeconds(second));

    private FlowCount Count(long packets, long bytes) => new(
        new()
        {
            InterfaceId = eni, IsAccepted = true, IsIngress = true, Source = IPAddress.Parse("203.0.113.9"),
            Destination = IPAddress.Parse("10.0.1.250"), Protocol = 6, SourcePort = 50_000, DestinationPort = 80,
        },
        0, packets, bytes);

    private static long Seconds(int second) => Began.AddSeconds(second).ToUnixTimeSeconds();
}
