using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.RecycleBins;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Tests;
using Virga.Wire.Ec2;

namespace Virga.Simulation.Ec2.Storage;

/// <summary>
/// A random life of volumes, snapshots and images beside instances that hold them, with the recycle bin, in an order
/// that the seed alone decides. States move along AWS's graph only, an attachment has an instance, an image has its
/// snapshots, and nothing is in the bin and outside of it at once.
/// </summary>
internal sealed class StorageWalk(int seed) : IDisposable
{
    private static readonly HashSet<(string From, string To)> Graph =
    [
        // Volumes.
        ("creating", "available"), ("available", "in-use"), ("in-use", "available"), ("available", "deleting"),
        ("creating", "deleting"),

        // Snapshots, and images.
        ("pending", "completed"), ("pending", "available"), ("available", "disabled"), ("disabled", "available"),
    ];

    private readonly Random random = new(seed);
    private readonly TestWorld world = new(Rules.Default with { RecycleBinDays = 1 });
    private Dictionary<string, string> states = [];

    /// <summary>What was done, for the message of a failure.</summary>
    public List<string> Log { get; } = [];

    /// <summary>How many steps AWS would have refused.</summary>
    public int Refused { get; private set; }

    public void Step()
    {
        var action = random.Next(18);
        Log.Add($"{action}");
        try
        {
            Act(action);
        }
        catch (AwsException refused)
        {
            // The World is as before.
            Log.Add($"  refused: {refused.Code}");
            Refused++;
        }

        Compare();
    }

    public void Dispose() => world.Dispose();

    private void Act(int action)
    {
        switch (action)
        {
            case 0 or 1:
                CreateVolume();
                break;
            case 2:
                Launch();
                break;
            case 3 when Any<VolumeRow>() is { } volume && Any<InstanceRow>() is { } instance:
                Run("AttachVolume", new AttachVolumeRequest
                {
                    VolumeId = volume, InstanceId = instance, Device = $"/dev/sd{(char)('f' + random.Next(4))}",
                });
                break;
            case 4 when Any<VolumeRow>() is { } volume:
                Run("DetachVolume", new DetachVolumeRequest { VolumeId = volume });
                break;
            case 5 when Any<VolumeRow>() is { } volume:
                Run("DeleteVolume", new DeleteVolumeRequest { VolumeId = volume });
                break;
            case 6 or 7 when Any<VolumeRow>() is { } volume:
                Run("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume });
                break;
            case 8 when Any<SnapshotRow>() is { } snapshot:
                Run("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = snapshot });
                break;
            case 9 when Any<InstanceRow>() is { } instance:
                Run("CreateImage", new CreateImageRequest { InstanceId = instance, Name = $"image-{random.Next(50)}" });
                break;
            case 10 when Any<ImageRow>() is { } image:
                Run("DeregisterImage", new DeregisterImageRequest
                {
                    ImageId = image, DeleteAssociatedSnapshots = random.Next(2) == 0,
                });
                break;
            case 11 when Any<VolumeRow>() is { } volume:
                Run("CopyVolumes", new CopyVolumesRequest { SourceVolumeId = volume });
                break;
            case 12 when Any<InstanceRow>() is { } instance:
                Run("CreateReplaceRootVolumeTask", new CreateReplaceRootVolumeTaskRequest
                {
                    InstanceId = instance, DeleteReplacedRootVolume = random.Next(2) == 0,
                });
                break;
            case 13:
                Archive();
                break;
            case 14:
                Restore();
                break;
            case 15 when Any<InstanceRow>() is { } instance:
                Run("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [instance] });
                break;
            case 16 when Any<ImageRow>() is { } image:
                Switch(image);
                break;
            default:
                world.Step(TimeSpan.FromMilliseconds(random.Next(3_000)));
                break;
        }
    }

    private void Run(string operation, object input) => world.Run<object>(operation, input);

    private void Switch(string image)
    {
        if (random.Next(2) == 0) Run("DisableImage", new DisableImageRequest { ImageId = image });
        else Run("EnableImage", new EnableImageRequest { ImageId = image });
    }

    private void CreateVolume() => Run("CreateVolume", new CreateVolumeRequest
    {
        AvailabilityZone = "us-east-1a", VolumeType = "gp3", Size = random.Next(1, 20),
        SnapshotId = random.Next(3) == 0 ? Any<SnapshotRow>() : null,
    });

    private void Launch() => Run("RunInstances", new RunInstancesRequest
    {
        ImageId = random.Next(2) == 0 ? Any<ImageRow>() ?? "ami-ubuntu2204" : "ami-ubuntu2204",
        InstanceType = "t3.micro", MinCount = 1, MaxCount = 1, Placement = new() { AvailabilityZone = "us-east-1a" },
    });

    private void Archive()
    {
        if (Any<SnapshotRow>() is not { } snapshot) return;
        if (random.Next(2) == 0)
            Run("ModifySnapshotTier", new ModifySnapshotTierRequest { SnapshotId = snapshot, StorageTier = "archive" });
        else
            Run("RestoreSnapshotTier", new RestoreSnapshotTierRequest
            {
                SnapshotId = snapshot, PermanentRestore = true,
            });
    }

    private void Restore()
    {
        if (Any<RecycledRow>() is not { } id) return;
        var bin = world.View.Get<RecycledRow>(id);
        if (bin.Snapshot is not null)
            Run("RestoreSnapshotFromRecycleBin", new RestoreSnapshotFromRecycleBinRequest { SnapshotId = id });
        else if (bin.Image is not null)
            Run("RestoreImageFromRecycleBin", new RestoreImageFromRecycleBinRequest { ImageId = id });
        else Run("RestoreVolumeFromRecycleBin", new RestoreVolumeFromRecycleBinRequest { VolumeId = id });
    }

    private string? Any<T>()
        where T : Row, IRow<T>
    {
        var all = world.View.Rows<T>().ToList();
        return all.Count == 0 ? null : all[random.Next(all.Count)].Id;
    }

    private void Compare()
    {
        var at = world.View;
        var now = at.Rows<VolumeRow>().Select(row => (row.Id, row.State))
            .Concat(at.Rows<SnapshotRow>().Select(row => (row.Id, row.State)))
            .Concat(at.Rows<ImageRow>().Select(row => (row.Id, row.State)))
            .ToDictionary(one => one.Id, one => one.State);
        foreach (var (id, state) in now)
        {
            var before = states.GetValueOrDefault(id);
            Demand(
                before is null || before == state || Graph.Contains((before, state)),
                $"{id} went from {before} to {state}");
        }

        foreach (var bin in at.Rows<RecycledRow>())
            Demand(!now.ContainsKey(bin.Id), $"{bin.Id} is in the bin and outside of it");
        foreach (var volume in at.Rows<VolumeRow>())
            Demand(volume.Attachments.Count > 0 == (volume.State == "in-use"), $"{volume.Id} is {volume.State}");
        foreach (var held in at.Rows<VolumeRow>().SelectMany(volume => volume.Attachments))
            Demand(at.Find<InstanceRow>(held.InstanceId) is { IsTerminated: false }, $"{held.InstanceId} is gone");
        foreach (var device in at.Rows<ImageRow>().SelectMany(image => image.Devices))
            Demand(device.SnapshotId is null || now.ContainsKey(device.SnapshotId) || !IsOwn(device.SnapshotId),
                $"{device.SnapshotId} of an image is gone");
        states = now;
    }

    /// <summary>Snapshots of the catalogue's images are no rows.</summary>
    private bool IsOwn(string snapshotId) => states.ContainsKey(snapshotId);

    private void Demand(bool holds, string what) =>
        Assert.True(holds, $"seed {seed}: {what}\n" + string.Join('\n', Log));
}
