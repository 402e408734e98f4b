using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Lists the account's name, if it has one.</summary>
internal sealed class ListAccountAliases : IQuery<ListAccountAliasesRequest, ListAccountAliasesResponse>
{
    public static ListAccountAliasesResponse Run(ListAccountAliasesRequest input, WorldView at) =>
        new() { AccountAliases = AccountRow.Of(at).Alias is { } alias ? [alias] : [], IsTruncated = false };
}
