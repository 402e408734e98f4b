using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>Capacity blocks as AWS shows them; a block is the reservations that name it.</summary>
internal static class BlockView
{
    public static CapacityBlock Of(IReadOnlyList<CapacityReservationRow> parts, WorldView at)
    {
        var first = parts[0];
        return new()
        {
            CapacityBlockId = first.CapacityBlockId,
            AvailabilityZone = first.AvailabilityZone,
            AvailabilityZoneId = ZoneIds.Of(first.AvailabilityZone),
            CapacityReservationIds = [.. parts.Select(part => part.Id)],
            StartDate = first.StartDate,
            EndDate = first.EndDate,
            CreateDate = first.CreateDate,
            State = first.State,
            Tags = Tags.Tagging.TagsOf(at, first.Id),
        };
    }

    /// <summary>The blocks with these ids, or all, each with its reservations.</summary>
    public static IEnumerable<IReadOnlyList<CapacityReservationRow>> Chosen(WorldView at, List<string>? ids)
    {
        if (ids is not { Count: > 0 })
            return at.Rows<CapacityReservationRow>().Where(row => row.CapacityBlockId is not null)
                .GroupBy(row => row.CapacityBlockId).Select(group => group.ToList());
        return ids.ConvertAll(id => at.Rows<CapacityReservationRow>().By(CapacityReservationRow.ByBlock, id).ToList()
            is { Count: > 0 } parts
            ? parts
            : throw new AwsException(
                "InvalidCapacityBlockId.NotFound", $"The capacity block ID '{id}' does not exist"));
    }
}
