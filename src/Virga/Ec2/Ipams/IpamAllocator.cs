using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>The one way by which a block of a pool is given and taken back.</summary>
internal static class IpamAllocator
{
    /// <summary>Gives a block of a pool: the one asked for, or the lowest free one of a length.</summary>
    /// <param name="home">The change in the IPAM's home region.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="wanted">What is asked for and for whom.</param>
    public static IpamPoolAllocationRow Give(Change home, IpamPoolRow pool, IpamWish wanted)
    {
        var block = Choose(home, pool, wanted);
        return home.Put(new IpamPoolAllocationRow(home.NewId("ipam-pool-alloc"))
        {
            PoolId = pool.Id,
            Block = block,
            Type = wanted.Type,
            ResourceId = wanted.ResourceId,
            ResourceRegion = wanted.Region,
            Description = wanted.Description,
        });
    }

    /// <summary>The block that would be given.</summary>
    public static string Choose(WorldView home, IpamPoolRow pool, IpamWish wanted)
    {
        if (pool.State is "delete-in-progress") throw IpamPoolRow.Kind.NotFound!(pool.Id);
        var taken = Taken(home, pool.Id);
        var within = pool.Cidrs.Select(one => IpamBlock.Parse(one.Block)).ToList();
        if (wanted.Block is { } text)
        {
            var asked = IpamBlock.TryParse(text, pool.IsIpv4) ?? throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter cidr is invalid. This is not a valid CIDR block.");
            CheckLength(pool, wanted, asked.Length);
            var isFree = within.Exists(one => one.Contains(asked)) && !taken.Exists(one => one.Overlaps(asked));
            return isFree ? IpamBlock.Text(asked, pool.IsIpv4) : throw Ec2Errors.CidrTaken(text, pool.Id);
        }

        var prefix = wanted.Length ?? pool.DefaultLength ?? throw CommonErrors.MissingParameter("netmaskLength");
        if (prefix < 0 || prefix > (pool.IsIpv4 ? 32 : 128))
            throw CommonErrors.InvalidParameterValue($"Value ({prefix}) for parameter netmaskLength is invalid.");
        var length = IpamBlock.Length(prefix, pool.IsIpv4);
        CheckLength(pool, wanted, length);
        if (wanted.Allowed.Count > 0)
            within = [.. wanted.Allowed.Select(one => IpamBlock.TryParse(one, pool.IsIpv4)).OfType<Ipv6Cidr>()
                .Where(one => within.Exists(outer => outer.Contains(one)))];
        taken.AddRange(wanted.Disallowed.Select(one => IpamBlock.TryParse(one, pool.IsIpv4)).OfType<Ipv6Cidr>());
        return IpamBlock.Free(within, taken, length) is { } free
            ? IpamBlock.Text(free, pool.IsIpv4)
            : throw Ec2Errors.CidrNotAvailable(pool.Id);
    }

    /// <summary>Takes back what a resource has, all of it or one block.</summary>
    public static void Release(Change change, string resourceId, string? block = null)
    {
        foreach (var scope in change.Scopes.Where(one => one.Account == change.Account).ToList())
        {
            var home = change.At(scope);
            foreach (var row in home.Rows<IpamPoolAllocationRow>()
                .By(IpamPoolAllocationRow.ByResource, resourceId).ToList())
                if (block is null || row.Block == block) home.Remove<IpamPoolAllocationRow>(row.Id);
        }
    }

    /// <summary>The blocks of a pool that are given.</summary>
    public static List<Ipv6Cidr> Taken(WorldView home, string poolId) =>
        [.. home.Rows<IpamPoolAllocationRow>().By(IpamPoolAllocationRow.ByPool, poolId)
            .Select(one => IpamBlock.Parse(one.Block))];

    /// <summary>A pool's limits bind resources, not the pools that take their blocks from it.</summary>
    private static void CheckLength(IpamPoolRow pool, IpamWish wanted, int length)
    {
        if (wanted.Type == IpamPoolAllocationResourceType.IpamPool) return;
        if ((pool.MinLength is { } least && length < IpamBlock.Length(least, pool.IsIpv4))
            || (pool.MaxLength is { } most && length > IpamBlock.Length(most, pool.IsIpv4)))
            throw CommonErrors.InvalidParameterValue(
                $"The netmask length is outside of the allocation rules of the pool {pool.Id}.");
    }
}

/// <summary>What somebody wants of a pool: a block, or one of a length.</summary>
internal sealed record IpamWish(string Type, string? Block, int? Length)
{
    public string? ResourceId { get; init; }

    public string? Region { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Allowed { get; init; } = [];

    public IReadOnlyList<string> Disallowed { get; init; } = [];
}
