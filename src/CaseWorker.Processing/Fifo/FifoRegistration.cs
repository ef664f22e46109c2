using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Fifo;

public static class FifoRegistration
{
    /// <summary>Adds the FIFO proof: by pages, and as a walk through everything. Needs a Database.</summary>
    public static IServiceCollection AddFifo(this IServiceCollection services) => services.AddSingleton<FifoPages>().AddSingleton<FifoVerifier>();
}
