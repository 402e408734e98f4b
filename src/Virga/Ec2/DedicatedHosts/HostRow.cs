using System.Text.Json.Serialization;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>A dedicated host. What runs on it is counted from the instances.</summary>
internal sealed record HostRow(string Id) : Row(Id), IRow<HostRow>
{
    public static RowKind<HostRow> Kind { get; } = new("dedicated-host")
    {
        Prefix = "h",
        ResourceType = "dedicated-host",
        NotFound = id => new AwsException("InvalidHostID.NotFound", $"The host ID '{id}' does not exist"),
        Malformed = Ec2Errors.Malformed("InvalidHostID", "h"),
    };

    /// <summary>The one type that it runs, or null where it runs a whole family.</summary>
    public string? InstanceType { get; init; }

    public required string InstanceFamily { get; init; }

    public required string AvailabilityZone { get; init; }

    /// <summary><c>available</c> or <c>released</c>.</summary>
    public string State { get; init; } = AllocationState.Available;

    /// <summary><c>on</c>: instances that name no host may be put here.</summary>
    public required string AutoPlacement { get; init; }

    public required string Recovery { get; init; }

    public required string Maintenance { get; init; }

    public required DateTimeOffset AllocationTime { get; init; }

    public DateTimeOffset? ReleaseTime { get; init; }

    public string? ClientToken { get; init; }

    /// <summary>The reservation that pays for it, or null.</summary>
    public string? ReservationId { get; init; }

    [JsonIgnore]
    public bool IsReleased => State != AllocationState.Available;
}

/// <summary>No host runs more than it has, nor a type that it does not run, nor anything once it is released.</summary>
internal sealed class HostCapacityIsConserved : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var host in at.Rows<HostRow>())
        {
            var guests = HostCapacity.On(at, host.Id).ToList();
            if (guests.Count > 0 && host.IsReleased) yield return $"{host.Id} is released and has instances.";
            if (HostCapacity.UsedVCpus(guests) > HostCapacity.TotalVCpus(host))
                yield return $"{host.Id} runs more than it has.";
            foreach (var guest in guests.Where(guest => !HostCapacity.Runs(host, guest.InstanceType)))
                yield return $"{host.Id} does not run the type of {guest.Id}.";
        }

        foreach (var instance in at.Rows<InstanceRow>())
        {
            if (instance is { IsTerminated: false, HostId: { } id } && at.Find<HostRow>(id) is null)
                yield return $"{instance.Id} is on {id}, which does not exist.";
        }
    }
}
