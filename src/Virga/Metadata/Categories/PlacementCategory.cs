namespace Virga.Metadata.Categories;

/// <summary>placement/: region, zone, and group, host and partition where there are any.</summary>
internal static class PlacementCategory
{
    private const string Directory = "meta-data/placement/";

    public static void Add(MetadataTreeBuilder tree, MetadataDocument document)
    {
        var placement = document.Placement;
        tree.Add(Directory + "availability-zone", placement.AvailabilityZone, "2008-02-01")
            .Add(Directory + "availability-zone-id", placement.AvailabilityZoneId, "2019-10-01")
            .Add(Directory + "group-name", placement.GroupName, "2020-08-24")
            .Add(Directory + "host-id", placement.HostId, "2020-08-24")
            .Add(Directory + "partition-number", placement.PartitionNumber?.ToString(), "2020-08-24")
            .Add(Directory + "region", placement.Region, "2020-08-24");
    }
}
