using Virga.Iam.Evaluation;
using Virga.Iam.Groups;
using Virga.Iam.Policies;
using Virga.Iam.Simulation;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.LastUse;

/// <summary>Lists the policies by which a user, group or role may use services.</summary>
internal sealed class ListPoliciesGrantingServiceAccess : IQuery<ListPoliciesGrantingServiceAccessRequest,
    ListPoliciesGrantingServiceAccessResponse>
{
    public static ListPoliciesGrantingServiceAccessResponse Run(
        ListPoliciesGrantingServiceAccessRequest input, WorldView at)
    {
        var entity = PrincipalPolicies.Find(at, input.Arn!);
        List<IamEntityRow> holders = [entity];
        if (entity is UserRow user) holders.AddRange(user.Groups.Select(at.Find<GroupRow>).OfType<IamEntityRow>());
        var all = holders.SelectMany(holder => Policies(at, holder)).ToList();
        return new()
        {
            PoliciesGrantingServiceAccess = [.. (input.ServiceNamespaces ?? []).Select(
                service => new ListPoliciesGrantingServiceAccessEntry
                {
                    ServiceNamespace = service,
                    Policies = [.. all.Where(one => one.Services.Contains(service)).Select(one => one.Policy)],
                })],
            IsTruncated = false,
        };
    }

    private static IEnumerable<(PolicyGrantingServiceAccess Policy, HashSet<string> Services)> Policies(
        WorldView at, IamEntityRow holder)
    {
        foreach (var (name, text) in holder.InlinePolicies)
            yield return (new()
            {
                PolicyName = name,
                PolicyType = "INLINE",
                EntityType = AccessSubject.KindOf(holder),
                EntityName = holder.Id,
            }, Services(text));
        foreach (var arn in holder.AttachedPolicies)
            if (ManagedPolicyLookup.FindDocument(at, arn) is { } text)
                yield return (new()
                {
                    PolicyName = IamArns.NameOf(arn),
                    PolicyType = "MANAGED",
                    PolicyArn = arn,
                }, Services(text));
    }

    private static HashSet<string> Services(string text) =>
        [.. GrantedNamespaces.Of([PolicyReader.Read(text, PolicyKind.Resource)])];
}
