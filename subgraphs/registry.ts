import { type DepartmentName, departments } from "../schema/departments.js";
import { department as courts } from "./courts/index.js";
import { department as ecology } from "./ecology/index.js";
import { department as hrss } from "./hrss/index.js";
import type { Department } from "./kit/department.js";
import { department as market } from "./market/index.js";
import { department as tax } from "./tax/index.js";

const byName: Readonly<Record<DepartmentName, Department>> = { tax, market, hrss, ecology, courts };

/** Every department, in the order of schema/departments.ts; the compiler asks for one that is missing. */
export const allDepartments: readonly Department[] = departments.map(({ name }) => byName[name]);
