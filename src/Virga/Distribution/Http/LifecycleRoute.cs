using Microsoft.AspNetCore.Http;
using Virga.Ecr.LifecyclePolicies;
using Virga.Ecr.Repositories;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Distribution.Http;

/// <summary>Carries all lifecycle policies out now: <c>POST /_virga/ecr/lifecycle</c>.</summary>
internal sealed class LifecycleRoute(Store store) : IControlRoute
{
    public string Method => HttpMethods.Post;

    public bool Matches(string path) => path == "/_virga/ecr/lifecycle";

    public async Task HandleAsync(HttpContext http)
    {
        foreach (var scope in store.World.Partitions.Keys)
        {
            var names = store.World.At(scope).Table<RepositoryRow>()
                .Where(row => row.LifecyclePolicyText is not null).Select(row => row.Id).ToList();
            foreach (var name in names)
                await store.CommitAsync(scope, change =>
                {
                    LifecyclePolicyRuns.Run(change, name);
                    return true;
                }).ConfigureAwait(false);
        }

        await ControlAnswer.WriteAsync(http.Response, new("done"), ControlJson.Default.Done).ConfigureAwait(false);
    }
}
