using System.Collections;
using System.Reflection;
using Virga.Ec2.Images;
using Virga.Ec2.Subnets;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire;

namespace Virga.Tests.Service;

/// <summary>A dry run of every operation, with what can be guessed of its parameters.</summary>
public sealed class DryRunTests
{
    /// <summary>How many get as far as to say that they would have; the others lack something and say that.</summary>
    private const int LeastThatWould = 200;

    [Fact]
    public async Task No_operation_changes_anything_in_a_dry_run_and_none_claims_success()
    {
        using var world = new TestWorld(Rules.Default with { TransitionScale = 0 });
        var guesses = Guesses(world);
        var would = new HashSet<string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var name in Registry.Operations.Where(name => name.StartsWith("ec2:", StringComparison.Ordinal)))
        {
            var operation = ServiceApi.Ec2.Find(name["ec2:".Length..])!;
            var type = operation.GetType().GetGenericArguments()[0];
            if (!type.IsAssignableTo(typeof(IDryRun))) continue;
            foreach (var depth in (int[])[0, 1, 2])
            {
                var input = (IDryRun)Made(type, guesses, depth)!;
                input.DryRun = true;
                var before = world.Store.World.Revision;
                var code = await CodeAsync(world, operation, input);
                if (code == "DryRunOperation") would.Add(name);
                if (code is null) wrong.Add($"{name} answers as if it had been done");
                if (world.Store.World.Revision != before) wrong.Add($"{name} changed something ({code})");
            }
        }

        Assert.Empty(wrong);
        Assert.True(would.Count >= LeastThatWould, $"only {would.Count} would have");
    }

    private static async Task<string?> CodeAsync(TestWorld world, Operation operation, object input)
    {
        try
        {
            await world.Dispatcher.RunAsync(
                ServiceApi.Ec2, operation, input, world.Scope, Caller.System(world.Scope.Account), default, _ => [],
                TestContext.Current.CancellationToken);
            return null;
        }
        catch (AwsException refusal)
        {
            return refusal.Code;
        }
        catch (Exception fault)
        {
            // What the reader of a request would have refused before the operation sees it.
            return fault.GetType().Name;
        }
    }

    /// <summary>An id of something that is there, by the kind's prefix without the dash.</summary>
    private static Dictionary<string, object> Guesses(TestWorld world)
    {
        var view = world.View;
        var guesses = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["CidrBlock"] = "10.77.0.0/16",
            ["ImageId"] = "ami-amazonlinux2023",
            ["InstanceType"] = "t3.micro",
            ["AvailabilityZone"] = "us-east-1a",
            ["VpcId"] = view.Rows<VpcRow>().First().Id,
            ["SubnetId"] = view.Rows<SubnetRow>().First().Id,
        };
        foreach (var kind in Registry.RowKinds)
        {
            if (kind.Prefix is null || kind.ResourceType is null) continue;
            var found = world.Store.World.At(world.Scope).Table(kind).All
                .FirstOrDefault();
            if (found is null) continue;
            guesses.TryAdd(
                string.Concat(kind.ResourceType.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
                + "Id", found.Id);
        }

        return guesses;
    }

    /// <summary>0: nothing; 1: what can be guessed, small values of the rest; 2: structures and lists too.</summary>
    private static object? Made(Type type, Dictionary<string, object> guesses, int depth)
    {
        var made = Activator.CreateInstance(type)!;
        if (depth == 0) return made;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.Name is "DryRun" or "NextToken" or "Filters" or "MaxResults" || !property.CanWrite) continue;
            if (Value(property.Name, property.PropertyType, guesses, depth) is { } value)
                property.SetValue(made, value);
        }

        return made;
    }

    private static object? Value(string name, Type type, Dictionary<string, object> guesses, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return guesses.GetValueOrDefault(name) ?? (depth == 1 ? null : "x");
        if (type == typeof(int)) return 1;
        if (depth == 1) return IsList(type) && Element(name) is { } one ? List(type, one) : null;
        if (type == typeof(long)) return 1L;
        if (IsList(type))
        {
            var item = Value(name.TrimEnd('s'), type.GetGenericArguments()[0], guesses, depth);
            return item is null ? null : List(type, item);
        }

        return type.Namespace == "Virga.Wire.Ec2" && type.IsClass ? Made(type, guesses, depth - 1) : null;

        object? Element(string plural) =>
            type.GetGenericArguments()[0] == typeof(string) ? guesses.GetValueOrDefault(plural.TrimEnd('s')) : null;
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);

    private static IList List(Type type, object item)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        list.Add(item);
        return list;
    }
}
