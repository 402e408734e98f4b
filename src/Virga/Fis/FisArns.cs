using Virga.Ec2.Zones;
using Virga.State;

namespace Virga.Fis;

/// <summary>ARNs and ids of AWS FIS.</summary>
internal static class FisArns
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Such as <c>arn:aws:fis:us-east-1:111122223333:experiment/EXPabc…</c>.</summary>
    public static string Of(WorldView at, string type, string id) =>
        $"arn:{PartitionFacts.OfRegion(at.Region).Name}:fis:{at.Region}:{at.Account}:{type}/{id}";

    /// <summary>The prefix and 14 letters and digits, as in the samples of the User Guide.</summary>
    public static string NewId(Change change, string prefix) => prefix + change.RandomText(14, Alphabet);
}
