using Microsoft.Extensions.Logging.Abstractions;
using Virga.State;
using Virga.State.Sqlite;
using Virga.Wire.Ec2;

namespace Virga.Tests.State;

/// <summary>What the journal keeps from one run to the next.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("virga-journal-");
    private readonly TestClock clock = new();

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task The_next_run_finds_the_world_of_the_last()
    {
        string vpcId;
        await using (var journal = Open())
        using (var world = new TestWorld(journal: journal, clock: clock))
        {
            vpcId = world.Run<CreateVpcResult>(
                "CreateVpc", new CreateVpcRequest { CidrBlock = "10.8.0.0/16" }).Vpc!.VpcId!;
            world.Run<object>("CreateTags", new CreateTagsRequest
            {
                Resources = [vpcId], Tags = [new() { Key = "Name", Value = "kept" }],
            });
            await journal.Durable(world.Store.World.Revision);
        }

        await using var again = Open();
        using var next = new TestWorld(journal: again, clock: clock);
        var vpcs = next.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest { VpcIds = [vpcId] }).Vpcs!;
        var vpc = Assert.Single(vpcs);
        Assert.Equal("10.8.0.0/16", vpc.CidrBlock);
        Assert.Equal("kept", Assert.Single(vpc.Tags!).Value);
    }

    /// <summary>
    /// A timer is a row: what was to happen happens in the next run, at its time or as soon as it starts.
    /// </summary>
    [Fact]
    public async Task A_transition_that_was_to_come_comes_after_a_restart()
    {
        string volumeId;
        await using (var journal = Open())
        using (var world = new TestWorld(journal: journal, clock: clock))
        {
            var volume = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
            {
                AvailabilityZone = "us-east-1a", Size = 1,
            });
            volumeId = volume.VolumeId!;
            Assert.Equal("creating", volume.State);
            await journal.Durable(world.Store.World.Revision);
        }

        await using var again = Open();
        using var next = new TestWorld(journal: again, clock: clock);
        Assert.Equal("creating", StateOf(next, volumeId));
        next.Step(TimeSpan.FromMinutes(5));
        Assert.Equal("available", StateOf(next, volumeId));
    }

    [Fact]
    public async Task A_reset_forgets_on_disk_too()
    {
        await using (var journal = Open())
        using (var world = new TestWorld(journal: journal, clock: clock))
        {
            world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.8.0.0/16" });
            world.Store.Clear();
            await journal.Durable(world.Store.World.Revision);
        }

        await using var again = Open();
        var tables = again.Load().Partitions.Values.SelectMany(partition => partition.Tables);
        Assert.Empty(tables.SelectMany(table => table.All));
    }

    private static string? StateOf(TestWorld world, string volumeId) =>
        world.Run<DescribeVolumesResult>("DescribeVolumes", new DescribeVolumesRequest { VolumeIds = [volumeId] })
            .Volumes!.Single().State;

    private SqliteJournal Open() => new(directory.FullName, NullLogger<SqliteJournal>.Instance);
}
