using System.Net;

namespace Virga.Fabric.Plan;

/// <summary>
/// Names and numbers in the kernel, all derived from the indexes of the state, so that they are the same after every
/// restart. Names of links have at most 15 characters (IFNAMSIZ).
/// </summary>
internal static class PlanNames
{
    /// <summary>The outermost namespace: between the internet gateways and the machine's own network.</summary>
    public const string Edge = "edge";

    /// <summary>The internet gateway, seen from a VPC.</summary>
    public const string InternetLink = "igw0";

    /// <summary>The egress-only internet gateway, seen from a VPC. Names with e are interfaces.</summary>
    public const string EgressOnlyLink = "oigw0";

    /// <summary>
    /// The other end of every link between namespaces of ours. It is no address of any; a permanent neighbour entry
    /// says what it means on which link.
    /// </summary>
    public static readonly IPAddress FarEnd = IPAddress.Parse("169.254.0.1");

    /// <summary>The same for IPv6, and the router of every guest, as AWS's routers use a link-local address.</summary>
    public static readonly IPAddress FarEnd6 = IPAddress.Parse("fe80::1");

    /// <summary>Table of a VPC's own addresses.</summary>
    public const uint LocalTable = 10;

    /// <summary>Table that makes every address local, for dialled connections with a foreign source.</summary>
    public const uint DialTable = 100;

    /// <summary>Mark of dialled connections and of the packets that they send; above every subnet's index.</summary>
    public const uint DialMark = 0x56000001;

    /// <summary>Mark of packets that come back on a dialled connection: these only must not be routed on.</summary>
    public const uint DialAnswerMark = 0x56000002;

    /// <summary>Mark of connections to a virtual machine as from its console: no group decides about them.</summary>
    public const uint ConsoleMark = 0x56000003;

    /// <summary>The kernel's main table.</summary>
    public const uint MainTable = 254;

    /// <summary>Metric of the blackhole behind each route: when its link goes, no wider route may take over.</summary>
    public const uint LastMetric = 65000;

    /// <summary>Order of policy rules; 0 is the kernel's local table.</summary>
    public const uint DialPriority = 5;
    public const uint InsidePriority = 8;
    public const uint LocalPriority = 10;
    public const uint SubnetPriority = 1000;

    /// <summary>After the kernel's main table, in which link-local routes are.</summary>
    public const uint LastPriority = 40000;

    /// <summary>Route table of a VPC or a transit gateway.</summary>
    public static uint RouteTable(int index) => 1_000_000u + (uint)index;

    /// <summary>The routes of that table that go before the local route.</summary>
    public static uint InsideTable(int index) => 100_000_000u + (uint)index;

    /// <summary>Policy table inside a guest for its second and later interfaces.</summary>
    public static uint GuestTable(int deviceIndex) => 10_000u + (uint)deviceIndex;

    public static string Vpc(int index) => $"vpc-{index}";

    public static string Nat(int index) => $"nat-{index}";

    public static string Transit(int index) => $"tgw-{index}";

    public static string Interface(int index) => $"e{index}";

    public static string EdgeLink(int vpcIndex) => $"v{vpcIndex}";

    public static string EdgeEgressOnlyLink(int vpcIndex) => $"w{vpcIndex}";

    public static string PeeringLink(int index) => $"p{index}";

    public static string TransitLink(int attachmentIndex) => $"t{attachmentIndex}";

    public static string AttachmentLink(int attachmentIndex) => $"a{attachmentIndex}";

    /// <summary>A locally administered MAC of ours: kind of link and end, then the index.</summary>
    public static string Mac(byte kind, int index) =>
        $"02:56:{kind:x2}:{(index >> 16) & 255:x2}:{(index >> 8) & 255:x2}:{index & 255:x2}";

    /// <summary>A resource's id as nft takes it: "sg-0ab" is no identifier, "sg_0ab" is.</summary>
    public static string Nft(string id) => id.Replace('-', '_');
}
