using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// What every Describe of machines and storage has in common, from the model: ids that are unknown or of the wrong
/// form,
/// documented filters, filters that are none, tokens that are none, and pages that hold each item once.
/// </summary>
public sealed class ComputeDescribeTests
{
    private const string Absent = "0123456789abcdef0";
    private const string AbsentUuid = "01234567-89ab-cdef-0123-456789abcdef";

    /// <summary>
    /// Operation, its list of ids, and an id of the right form that nobody has. A third of the codes are older than the
    /// rule of <c>.NotFound</c>; they are named.
    /// </summary>
    private static readonly (string Operation, string Ids, string Absent, string Code)[] Families =
    [
        ("DescribeInstances", "InstanceIds", $"i-{Absent}", ".NotFound"),
        ("DescribeInstanceStatus", "InstanceIds", $"i-{Absent}", ".NotFound"),
        ("DescribeInstanceCreditSpecifications", "InstanceIds", $"i-{Absent}", ".NotFound"),
        ("DescribeInstanceTopology", "InstanceIds", $"i-{Absent}", ".NotFound"),
        ("DescribeInstanceImageMetadata", "InstanceIds", $"i-{Absent}", ".NotFound"),
        ("DescribeInstanceSqlHaStates", "InstanceIds", $"i-{Absent}", ".NotFound"),
        ("DescribeInstanceSqlHaHistoryStates", "InstanceIds", $"i-{Absent}", ".NotFound"),
        ("DescribeInstanceEventWindows", "InstanceEventWindowIds", $"iew-{Absent}", ".NotFound"),
        ("DescribeInstanceConnectEndpoints", "InstanceConnectEndpointIds", $"eice-{Absent}", ".NotFound"),
        ("DescribeIamInstanceProfileAssociations", "AssociationIds", $"iip-assoc-{Absent}", "NoSuchAssociation"),
        ("DescribeVolumes", "VolumeIds", $"vol-{Absent}", ".NotFound"),
        ("DescribeVolumeStatus", "VolumeIds", $"vol-{Absent}", ".NotFound"),
        ("DescribeVolumesModifications", "VolumeIds", $"vol-{Absent}", ".NotFound"),
        ("DescribeReplaceRootVolumeTasks", "ReplaceRootVolumeTaskIds", $"replacevol-{Absent}", ".NotFound"),
        ("ListVolumesInRecycleBin", "VolumeIds", $"vol-{Absent}", ".NotFound"),
        ("DescribeSnapshots", "SnapshotIds", $"snap-{Absent}", ".NotFound"),
        ("DescribeLockedSnapshots", "SnapshotIds", $"snap-{Absent}", ".NotFound"),
        ("ListSnapshotsInRecycleBin", "SnapshotIds", $"snap-{Absent}", ".NotFound"),
        ("DescribeImages", "ImageIds", $"ami-{Absent}", ".NotFound"),
        ("DescribeFastLaunchImages", "ImageIds", $"ami-{Absent}", ".NotFound"),
        ("DescribeStoreImageTasks", "ImageIds", $"ami-{Absent}", ".NotFound"),
        ("ListImagesInRecycleBin", "ImageIds", $"ami-{Absent}", ".NotFound"),
        ("DescribeImageUsageReports", "ReportIds", $"amiur-{Absent}", ".NotFound"),
        ("DescribeImageUsageReportEntries", "ReportIds", $"amiur-{Absent}", ".NotFound"),
        ("DescribeFpgaImages", "FpgaImageIds", $"afi-{Absent}", ".NotFound"),
        ("DescribeElasticGpus", "ElasticGpuIds", $"egpu-{Absent}", ".NotFound"),
        ("DescribeLaunchTemplates", "LaunchTemplateIds", $"lt-{Absent}", ".NotFound"),
        ("DescribePlacementGroups", "GroupIds", $"pg-{Absent}", ".NotFound"),
        ("DescribeKeyPairs", "KeyPairIds", $"key-{Absent}", ".NotFound"),
        ("DescribeFleets", "FleetIds", $"fleet-{AbsentUuid}", "InvalidFleetId"),
        ("DescribeSpotFleetRequests", "SpotFleetRequestIds", $"sfr-{AbsentUuid}", "InvalidSpotFleetRequestId"),
        ("DescribeSpotInstanceRequests", "SpotInstanceRequestIds", "sir-abcd1234", ".NotFound"),
        ("DescribeCapacityReservations", "CapacityReservationIds", $"cr-{Absent}", ".NotFound"),
        ("DescribeCapacityReservationTopology", "CapacityReservationIds", $"cr-{Absent}", ".NotFound"),
        ("DescribeCapacityReservationFleets", "CapacityReservationFleetIds", $"crf-{Absent}", ".NotFound"),
        ("DescribeCapacityBlockExtensionHistory", "CapacityReservationIds", $"cr-{Absent}", ".NotFound"),
        ("DescribeCapacityBlocks", "CapacityBlockIds", $"cb-{Absent}", ".NotFound"),
        ("DescribeCapacityBlockStatus", "CapacityBlockIds", $"cb-{Absent}", ".NotFound"),
        ("DescribeHosts", "HostIds", $"h-{Absent}", ".NotFound"),
        ("DescribeMacHosts", "HostIds", $"h-{Absent}", ".NotFound"),
        ("DescribeMacModificationTasks", "MacModificationTaskIds", $"macmodification-{Absent}", ".NotFound"),
        ("DescribeHostReservations", "HostReservationIdSet", $"hr-{Absent}", ".NotFound"),
        ("DescribeReservedInstances", "ReservedInstancesIds", AbsentUuid, "InvalidReservedInstancesId"),
        ("DescribeScheduledInstances", "ScheduledInstanceIds", "sci-1234", "InvalidScheduledInstance"),
        ("DescribeExportTasks", "ExportTaskIds", $"export-i-{Absent}", ".NotFound"),
        ("DescribeExportImageTasks", "ExportImageTaskIds", $"export-ami-{Absent}", ".NotFound"),
        ("DescribeImportImageTasks", "ImportTaskIds", $"import-ami-{Absent}", "InvalidConversionTaskId"),
        ("DescribeImportSnapshotTasks", "ImportTaskIds", $"import-snap-{Absent}", "InvalidConversionTaskId"),
        ("DescribeConversionTasks", "ConversionTaskIds", $"import-i-{Absent}", "InvalidConversionTaskId"),
        ("DescribeBundleTasks", "BundleIds", $"bun-{Absent}", ".NotFound"),
    ];

    public static TheoryData<string, string, string, string> Named
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var (operation, ids, absent, code) in Families) data.Add(operation, ids, absent, code);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void Ids_that_are_unknown_or_malformed_are_errors(string operation, string ids, string absent, string code)
    {
        using var world = new TestWorld();

        var unknown = world.Fail(operation, With(operation, ids, new List<string> { absent }));
        var malformed = world.Fail(operation, With(operation, ids, new List<string> { "nonsense" }));

        Assert.Contains(code, unknown.Code, StringComparison.Ordinal);
        Assert.Contains("nonsense", malformed.Message, StringComparison.Ordinal);
        Assert.NotEqual("InternalError", malformed.Code);
    }

    /// <summary>Those that list by filters and pages without ids too.</summary>
    public static TheoryData<string> Filtered
    {
        get
        {
            string[] others =
            [
                "DescribeFastSnapshotRestores", "DescribeSnapshotTierStatus", "DescribeHostReservationOfferings",
                "DescribeInstanceTypes", "DescribeInstanceTypeOfferings", "DescribeSpotPriceHistory", "DescribeTags",
                "DescribeReservedInstancesListings", "DescribeReservedInstancesModifications",
                "DescribeLaunchTemplateVersions",
                "DescribeAvailabilityZones", "DescribeRegions",
            ];
            var data = new TheoryData<string>();
            foreach (var name in Families.Select(family => family.Operation).Concat(others).Where(HasFilters))
                data.Add(name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Filtered))]
    public void Documented_filters_are_known_and_others_are_errors(string operation)
    {
        using var world = new TestWorld();
        foreach (var name in DocumentedFilters(operation))
        {
            var filter = name.Replace("<key>", "a", StringComparison.Ordinal);
            Assert.NotNull(world.Run<object>(operation, Filter(operation, filter, "x")));
        }

        var error = world.Fail(operation, Filter(operation, "no-such-filter", "x"));
        Assert.Equal(("InvalidParameterValue", "The filter 'no-such-filter' is invalid"), (error.Code, error.Message));
    }

    [Theory]
    [MemberData(nameof(Filtered))]
    public void A_token_that_nobody_gave_is_an_error(string operation)
    {
        if (RequestType(operation).GetProperty("NextToken") is null) return;
        using var world = new TestWorld();

        var error = world.Fail(operation, With(operation, "NextToken", "nonsense"));

        Assert.Equal("InvalidNextToken", error.Code);
    }

    /// <summary>Operation, its list in the answer, and the size of a page.</summary>
    public static TheoryData<string, string, int> Paged => new()
    {
        { "DescribeInstances", "Reservations", 5 }, { "DescribeInstanceStatus", "InstanceStatuses", 5 },
        { "DescribeInstanceCreditSpecifications", "InstanceCreditSpecifications", 5 },
        { "DescribeInstanceImageMetadata", "InstanceImageMetadata", 5 },
        { "DescribeVolumes", "Volumes", 5 }, { "DescribeVolumeStatus", "VolumeStatuses", 5 },
        { "DescribeSnapshots", "Snapshots", 5 }, { "DescribeSnapshotTierStatus", "SnapshotTierStatuses", 5 },
        { "DescribeLockedSnapshots", "Snapshots", 5 }, { "DescribeFastSnapshotRestores", "FastSnapshotRestores", 5 },
        { "DescribeImages", "Images", 50 }, { "DescribeLaunchTemplates", "LaunchTemplates", 5 },
        { "DescribeCapacityReservations", "CapacityReservations", 5 }, { "DescribeHosts", "Hosts", 5 },
        { "DescribeInstanceEventWindows", "InstanceEventWindows", 20 },
        { "DescribeHostReservationOfferings", "OfferingSet", 100 },
        { "DescribeTags", "Tags", 5 },
    };

    [Theory]
    [MemberData(nameof(Paged))]
    public void Pages_hold_each_item_once_and_filters_find_no_more_than_there_is(
        string operation, string list, int size)
    {
        using var world = ComputeWorld.Furnished();
        var whole = Items(world.Run<object>(operation, Request(operation)), list);
        var pages = 0;
        var seen = new List<string>();
        string? token = null;
        do
        {
            var request = With(operation, "MaxResults", size);
            RequestType(operation).GetProperty("NextToken")!.SetValue(request, token);
            var page = world.Run<object>(operation, request);
            var items = Items(page, list);
            Assert.InRange(items.Count, 0, size);
            seen.AddRange(items);
            token = (string?)page.GetType().GetProperty("NextToken")!.GetValue(page);
            pages++;
        }
        while (token is not null);

        Assert.True(pages > 1, $"{operation} lists only {whole.Count}.");
        Assert.Equal(whole.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        foreach (var filter in DocumentedFilters(operation).Where(name => name != "tag:<key>"))
        {
            var any = Items(world.Run<object>(operation, Filter(operation, filter, "*")), list).Count;
            Assert.InRange(any, 0, whole.Count);
            Assert.Empty(Items(world.Run<object>(operation, Filter(operation, filter, "no-such-value")), list));
        }
    }

    private static List<string> Items(object answer, string list) =>
        [.. ((IEnumerable)answer.GetType().GetProperty(list)!.GetValue(answer)!).Cast<object>()
            .Select(item => JsonSerializer.Serialize(item))];

    private static bool HasFilters(string operation) =>
        RequestType(operation).GetProperties().Any(one => one.Name is "Filters" or "Filter");

    private static object Filter(string operation, string name, string value) => With(
        operation, RequestType(operation).GetProperty("Filters") is null ? "Filter" : "Filters",
        new List<Filter> { new() { Name = name, Values = [value] } });

    private static object With(string operation, string property, object value)
    {
        var request = Request(operation);
        RequestType(operation).GetProperty(property)!.SetValue(request, value);
        return request;
    }

    /// <summary>A request with what the operation insists on.</summary>
    private static object Request(string operation) => operation switch
    {
        "DescribeLaunchTemplateVersions" => new DescribeLaunchTemplateVersionsRequest { Versions = ["$Latest"] },
        _ => Activator.CreateInstance(RequestType(operation))!,
    };

    private static Type RequestType(string operation) =>
        typeof(DescribeVpcsRequest).Assembly.GetType($"Virga.Wire.Ec2.{operation}Request", throwOnError: true)!;

    private static List<string> DocumentedFilters(string operation, [CallerFilePath] string path = "")
    {
        var models = Path.Combine(Path.GetDirectoryName(path)!, "../../../models/filters.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(models));
        return document.RootElement.TryGetProperty(operation, out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : [];
    }
}
