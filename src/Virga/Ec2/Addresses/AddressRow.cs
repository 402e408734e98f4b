using Virga.State;

namespace Virga.Ec2.Addresses;

/// <summary>An elastic address; its id is the allocation.</summary>
internal sealed record AddressRow(string Id) : Row(Id), IRow<AddressRow>
{
    public static RowKind<AddressRow> Kind { get; } = new("elastic-ip")
    {
        Prefix = "eipalloc",
        ResourceType = "elastic-ip",
        NotFound = Ec2Errors.NotFound("InvalidAllocationID", "allocation ID"),
        Malformed = Ec2Errors.Malformed("InvalidAllocationID", "eipalloc"),
    };

    /// <summary>Addresses by themselves.</summary>
    public static Index<AddressRow> ByPublicIp { get; } = Kind.Index(address => address.PublicIp);

    /// <summary>Addresses by the interface that they are associated with.</summary>
    public static Index<AddressRow> ByInterface { get; } = Kind.Index(address => address.Association?.InterfaceId);

    public required string PublicIp { get; init; }

    public required string NetworkBorderGroup { get; init; }

    /// <summary><c>amazon</c>, or the pool that the user named.</summary>
    public string Pool { get; init; } = "amazon";

    public AddressAssociation? Association { get; init; }

    /// <summary>The name of reverse DNS, with its final dot.</summary>
    public string? PtrRecord { get; init; }

    public AddressTransferOffer? Transfer { get; init; }
}

/// <summary>Which private address of which interface an elastic address stands for.</summary>
internal sealed record AddressAssociation(string Id, string InterfaceId, string PrivateAddress);

/// <summary>An offer of an address to another account.</summary>
internal sealed record AddressTransferOffer(string Account, DateTimeOffset Expires);
