using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Reserved instances: a discount that was bought. AWS says of no instance that it has it.</summary>
internal sealed record ReservedInstancesRow(string Id) : Row(Id), IRow<ReservedInstancesRow>
{
    public static RowKind<ReservedInstancesRow> Kind { get; } =
        new("reserved-instances")
        {
            Prefix = "",
            Form = IdForm.Uuid,
            ResourceType = "reserved-instances",
            NotFound = id => new AwsException("InvalidReservedInstancesId",
                $"The reserved instances ID '{id}' does not exist"),
            Malformed = id => new AwsException("InvalidReservedInstancesId",
                $"The reserved instances ID '{id}' is malformed"),
        };

    public required string InstanceType { get; init; }

    public required int Count { get; init; }

    /// <summary>The zone, or null for the whole region.</summary>
    public string? AvailabilityZone { get; init; }

    public required string Product { get; init; }

    /// <summary><c>standard</c> or <c>convertible</c>.</summary>
    public required string Class { get; init; }

    /// <summary><c>No Upfront</c>, <c>Partial Upfront</c> or <c>All Upfront</c>.</summary>
    public required string Payment { get; init; }

    public required long DurationSeconds { get; init; }

    /// <summary>USD, for one instance.</summary>
    public required double FixedPrice { get; init; }

    /// <summary>USD an hour, for one instance.</summary>
    public required double RecurringPrice { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary><c>payment-pending</c>, <c>active</c>, <c>retired</c>, <c>queued</c> …</summary>
    public required string State { get; init; }

    /// <summary>Offers on AWS's market place.</summary>
    public IReadOnlyList<ReservedListing> Listings { get; init; } = [];

    public Wire.Ec2.ReservedInstances View(WorldView at) => new()
    {
        ReservedInstancesId = Id,
        InstanceType = InstanceType,
        InstanceCount = Count,
        InstanceTenancy = Tenancy.Default,
        AvailabilityZone = AvailabilityZone,
        AvailabilityZoneId = AvailabilityZone is null ? null : ZoneIds.Of(AvailabilityZone),
        Scope = AvailabilityZone is null ? Wire.Ec2.Scope.Region : Wire.Ec2.Scope.AvailabilityZone,
        ProductDescription = Product,
        OfferingClass = Class,
        OfferingType = Payment,
        CurrencyCode = CurrencyCodeValues.USD,
        Duration = DurationSeconds,
        FixedPrice = FixedPrice,
        UsagePrice = 0,
        RecurringCharges = [new() { Amount = RecurringPrice, Frequency = RecurringChargeFrequency.Hourly }],
        Start = Start,
        End = End,
        State = State,
        Tags = at.TagsOf(Id),
    };
}

/// <summary>An offer to sell reserved instances.</summary>
internal sealed record ReservedListing(
    string ListingId, int Count, string Status, IReadOnlyList<ReservedPrice> Prices, DateTimeOffset CreateDate,
    DateTimeOffset UpdateDate, string? ClientToken);

/// <summary>What is asked while this many months are left.</summary>
internal sealed record ReservedPrice(long TermMonths, double Price);

/// <summary>A modification of reserved instances.</summary>
internal sealed record ReservedModificationRow(string Id) : Row(Id), IRow<ReservedModificationRow>
{
    public static RowKind<ReservedModificationRow> Kind { get; } =
        new("reserved-instances-modification")
        {
            Prefix = "rimod",
            Form = IdForm.Uuid,
            NotFound = id => new AwsException("InvalidReservedInstancesModificationId",
                $"The reserved instances modification ID '{id}' does not exist"),
        };

    public required IReadOnlyList<string> SourceIds { get; init; }

    public required IReadOnlyList<string> ResultIds { get; init; }

    public required IReadOnlyList<ReservedInstancesConfiguration> Targets { get; init; }

    /// <summary><c>processing</c> or <c>fulfilled</c>.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public string? ClientToken { get; init; }
}
