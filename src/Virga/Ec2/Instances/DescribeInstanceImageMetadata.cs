using Virga.Ec2.Images;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Lists instances with what is known of their images.</summary>
internal sealed class DescribeInstanceImageMetadata
    : IQuery<DescribeInstanceImageMetadataRequest, DescribeInstanceImageMetadataResult>
{
    private static readonly Listing<InstanceRow, InstanceImageMetadata> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "availability-zone", one => one.AvailabilityZone },
            { "instance-id", one => one.InstanceId },
            { "image-allowed", one => one.ImageMetadata?.ImageAllowed },
            { "instance-state-name", one => one.State?.Name },
            { "instance-type", one => one.InstanceType },
            { "launch-time", one => one.LaunchTime },
            { "owner-alias", one => one.ImageMetadata?.ImageOwnerAlias },
            { "owner-id", one => one.OwnerId },
            { "zone-id", one => one.ZoneId },
        },
        ExclusiveIds = "instanceIds",
    };

    public static DescribeInstanceImageMetadataResult Run(
        DescribeInstanceImageMetadataRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.InstanceIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { InstanceImageMetadata = page.Items, NextToken = page.NextToken };
    }

    private static InstanceImageMetadata View(InstanceRow row, WorldView at) => new()
    {
        InstanceId = row.Id,
        InstanceType = row.InstanceType,
        LaunchTime = row.LaunchTime,
        AvailabilityZone = row.AvailabilityZone,
        ZoneId = ZoneIds.Of(row.AvailabilityZone),
        State = InstanceStateView.Of(row.State),
        OwnerId = at.Account,
        Tags = at.TagsOf(row.Id),
        ImageMetadata = Image(row.ImageId, at),
        Operator = new() { Managed = false },
    };

    /// <summary>Of an image that is gone, AWS knows the id only.</summary>
    private static ImageMetadata Image(string id, WorldView at)
    {
        if (KnownImage.Find(at, id)?.Shape is not { } shape) return new() { ImageId = id };
        return new()
        {
            ImageId = id,
            Name = shape.Name,
            OwnerId = shape.OwnerId,
            State = shape.State,
            ImageOwnerAlias = shape.ImageOwnerAlias,
            CreationDate = shape.CreationDate,
            DeprecationTime = shape.DeprecationTime,
            ImageAllowed = AllowedImages.IsAllowed(at, shape),
            IsPublic = shape.Public,
        };
    }
}
