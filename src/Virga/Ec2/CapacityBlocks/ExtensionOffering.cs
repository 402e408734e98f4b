using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Ec2.CapacityReservations;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>More time for a capacity block, right after its end. The block and the hours are in its id.</summary>
internal sealed record ExtensionOffering(CapacityReservationRow Block, int Hours)
{
    private const int HoursPerDay = 24;

    public DateTimeOffset Start => Block.EndDate!.Value;

    public DateTimeOffset End => Start + TimeSpan.FromHours(Hours);

    /// <summary>Days (16 bits) and a digest of block and end, in hexadecimal digits after the prefix.</summary>
    public string Id
    {
        get
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{Block.Id}/{Start:O}"));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"cbe-0{Hours / HoursPerDay:x4}{Convert.ToHexStringLower(digest)[..12]}");
        }
    }

    /// <summary>USD.</summary>
    public string FeeIn(WorldView at) => new BlockOffering(
        InstanceTypeCatalogue.Find(Block.InstanceType)!, Block.TotalCount,
        RegionCatalogue.Find(at.Region)!.FindZone(Block.AvailabilityZone)!, Start, Hours).Fee;

    /// <summary>The offer for a block that is not over, or AWS's error.</summary>
    public static ExtensionOffering For(WorldView at, string? reservationId, int hours)
    {
        var row = at.Named<CapacityReservationRow>(reservationId);
        if (row.CapacityBlockId is null)
            throw CommonErrors.InvalidParameterValue(
                $"The capacity reservation '{row.Id}' does not belong to a capacity block.");
        if (row.State is not (CapacityReservationState.Active or CapacityReservationState.Scheduled
            or CapacityReservationState.PaymentPending))
            throw new AwsException("InvalidCapacityReservationState",
                $"The capacity reservation '{row.Id}' is in the state '{row.State}'.");
        BlockOffering.CheckHours(hours);
        return new(row, hours);
    }

    /// <summary>The offer with this id for a block, or AWS's error.</summary>
    public static ExtensionOffering Find(WorldView at, string? reservationId, string id)
    {
        const int DigitsAt = 5;
        var digits = id.Length > DigitsAt + 4 ? id.Substring(DigitsAt, 4) : "";
        if (int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var days)
            && days > 0 && For(at, reservationId, days * HoursPerDay) is var offer && offer.Id == id) return offer;
        throw new AwsException("InvalidCapacityBlockExtensionOfferingId.NotFound",
            $"The capacity block extension offering ID '{id}' does not exist");
    }
}
