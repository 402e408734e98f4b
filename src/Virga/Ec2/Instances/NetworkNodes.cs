using System.Security.Cryptography;
using System.Text;

namespace Virga.Ec2.Instances;

/// <summary>The layers of the network above an instance: the same place has the same nodes for ever.</summary>
internal static class NetworkNodes
{
    /// <summary>EC2 User Guide, "Prerequisites for Amazon EC2 instance topology", as of 2025.</summary>
    private static readonly string[] Families = ["hpc", "p3dn", "p4", "p5", "p6", "trn", "g6", "gr6"];

    /// <summary>Whether AWS tells the place of instances of this type.</summary>
    public static bool Knows(string instanceType) =>
        Array.Exists(Families, family => instanceType.StartsWith(family, StringComparison.Ordinal));

    /// <summary>Three nodes, the one at the bottom is the nearest.</summary>
    public static List<string> Of(string zone, string place) =>
        [Node(zone), Node($"{zone}/1"), Node($"{zone}/1/{place}")];

    private static string Node(string path) =>
        "nn-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..17];
}
