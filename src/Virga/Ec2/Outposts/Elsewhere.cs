using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Outposts;

/// <summary>
/// Places and wishes that a request may name and that are not here: they are refused by the name of the parameter, for
/// what was asked for would not be.
/// </summary>
internal static class Elsewhere
{
    /// <exception cref="AwsException">An Outpost is named.</exception>
    public static void RefuseOutpost(string? arn, string parameter) =>
        Refuse(!string.IsNullOrEmpty(arn), $"There are no Outposts in Virga ({parameter}).");

    /// <exception cref="AwsException">A Local Zone is named as the place of a snapshot or an image.</exception>
    public static void RefuseLocalZone(string? zone, string parameter) =>
        Refuse(!string.IsNullOrEmpty(zone), $"Virga keeps no snapshots in Local Zones ({parameter}).");

    /// <summary>Snapshots are in the region, which is what a request that says nothing gets.</summary>
    /// <exception cref="AwsException">They shall be in a Local Zone, or somewhere that is not.</exception>
    public static void RefuseLocal(string? location, string parameter)
    {
        Refuse(location == SnapshotLocationEnum.Local, $"Virga keeps no snapshots in Local Zones ({parameter}).");
        if (location is not (null or "" or SnapshotLocationEnum.Regional))
            throw CommonErrors.InvalidParameterValue($"Invalid value '{location}' for {parameter}.");
    }

    /// <exception cref="AwsException">Only AWS's own services say that they operate something.</exception>
    public static void RefuseOperator(OperatorRequest? asked) =>
        Refuse(asked is not null, "Only AWS's own services make resources that they operate (Operator).");

    /// <exception cref="AwsException">Something is wished for that is not here.</exception>
    public static void Refuse(bool isAsked, string message)
    {
        if (isAsked) throw new AwsException("UnsupportedOperation", message);
    }
}
